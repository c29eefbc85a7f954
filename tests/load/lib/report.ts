/** One line of the result. `met` says whether the budget was kept; left out where there is none. */
export interface Row {
  readonly what: string
  readonly value: string
  readonly budget: string
  readonly met?: boolean
}

/** The result as a Markdown table, for docs/performance.md. */
export function tableOf(rows: readonly Row[]): string {
  const verdict = ({ met }: Row): string => (met === undefined ? '' : met ? 'yes' : 'NO')
  const lines = rows.map((row) => `| ${row.what} | ${row.value} | ${row.budget} | ${verdict(row)} |`)
  return ['| what | measured | budget | kept |', '|---|---|---|---|', ...lines].join('\n')
}
