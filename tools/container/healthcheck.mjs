// What HEALTHCHECK of an image runs: node healthcheck.mjs PORT PATH. Ends with 0 when the module answers there.
const [port, path] = process.argv.slice(2)
const url = `http://127.0.0.1:${process.env.PORT || Number(port) + Number(process.env.QUARK_PORT_OFFSET || 0)}${path}`
try {
  const answer = await fetch(url, { signal: AbortSignal.timeout(4000) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
