import bcrypt from 'bcrypt'

/** Verifies one password so many times, one after another, and prints the milliseconds that each took. */
const [cost = '12', times = '10'] = process.argv.slice(2)
const hash = await bcrypt.hash('a long passphrase', Number(cost))
const took: number[] = []
for (let turn = 0; turn < Number(times); turn++) {
  const began = performance.now()
  await bcrypt.compare('a long passphrase', hash)
  took.push(performance.now() - began)
}
process.stdout.write(JSON.stringify(took))
