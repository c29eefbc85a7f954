/** Something that is found by its name and by other words, separated by spaces. */
interface Findable {
  words: string
}

/**
 * What a person may mean by what they typed after the slash, in either language: each word of it begins a word of the block.
 * @param nameOf the name as the page shows it
 */
export function matchingBlocks<Block extends Findable>(
  blocks: Block[],
  typed: string,
  nameOf: (block: Block) => string,
): Block[] {
  const wanted = wordsOf(typed)
  return blocks.filter((block) => {
    const known = wordsOf(`${nameOf(block)} ${block.words}`)
    return wanted.every((start) => known.some((word) => word.startsWith(start)))
  })
}

const wordsOf = (text: string): string[] => text.toLowerCase().replaceAll('ё', 'е').split(/\s+/).filter(Boolean)
