import { parentPort } from 'node:worker_threads'
import type { CardText } from './card.rules.js'
import { cardImage } from './card-image.js'

/** Draws one card after the other, away from the thread that answers readers. */
parentPort?.on('message', (text: CardText) => {
  cardImage(text).then(
    (png) => parentPort?.postMessage({ png }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.stack : String(error) }),
  )
})
