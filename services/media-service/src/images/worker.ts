import { setPriority } from 'node:os'
import { BadImage, type ImageOrder, type ImageReply } from './image-work.js'
import { remake } from './remake.js'
import { look } from './sharp.js'

// The process that works on images: apart from the service, so that a decoder that crashes, hangs or takes all memory
// takes nothing else along; and nicer than it, so that whoever waits for an answer goes first.
setPriority(10)
process.on('disconnect', () => process.exit(0))
process.on('message', (order: ImageOrder) => {
  void answer(order).then((reply) => process.send?.(reply))
})

async function answer(order: ImageOrder): Promise<ImageReply> {
  try {
    return order.work === 'look' ? { header: await look(order) } : { remade: await remake(order) }
  } catch (error) {
    // Whatever libvips says, it says of the image: nothing else is asked of it.
    const fault = error instanceof BadImage ? error.fault : 'image-broken'
    return { fault, why: (error as Error).message }
  }
}
