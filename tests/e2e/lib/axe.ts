import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What is wrong with a page for people with assistive technology, in a line each. */
export const faultsOf = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`,
  )
