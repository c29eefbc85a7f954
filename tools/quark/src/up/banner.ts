import pc from 'picocolors'

export interface BannerFacts {
  url: string | undefined
  seconds: number
  folder: string
  database: string
  modules: { name: string; port: number }[]
}

/** What is printed when everything answers: where to look, and how to stop. */
export function banner({ url, seconds, folder, database, modules }: BannerFacts): string {
  const row = (name: string, value: string) => `  ${pc.dim(name.padEnd(9))} ${value}`
  const where = url
    ? [row('Site', pc.bold(pc.cyan(`${url}/`))), row('API', `${url}/api/docs`)]
    : modules.map(({ name, port }) => row('Module', `http://127.0.0.1:${port}  ${name}`))
  return [
    '',
    `  ${pc.bold('Quark is ready')} ${pc.dim(`in ${seconds.toFixed(1)} s`)}`,
    '',
    ...where,
    row('Data', `${folder} (${database})`),
    row('Stop', 'Ctrl-C'),
    '',
    '',
  ].join('\n')
}
