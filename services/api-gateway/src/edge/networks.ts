import { BlockList, isIP, isIPv4 } from 'node:net'

/** A set of IP addresses, given as single ones and as networks in CIDR form. */
export class Networks {
  private readonly list = new BlockList()
  readonly isEmpty: boolean

  /** @throws Error naming the entry that is neither an address nor a network. */
  constructor(private readonly entries: readonly string[]) {
    this.isEmpty = entries.length === 0
    for (const entry of entries) this.add(entry)
  }

  /** Whether the address is one of them. IPv4 within IPv6 (`::ffff:10.0.0.1`) counts as the IPv4 that it is. */
  has(address: string): boolean {
    if (this.isEmpty || isIP(address) === 0) return false
    return this.list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
  }

  /** As it was written; the docs show it as the default. */
  toString(): string {
    return this.entries.join(',')
  }

  private add(entry: string): void {
    const [address = '', prefix, ...rest] = entry.split('/')
    const version = isIP(address)
    const bits = prefix === undefined ? undefined : Number(prefix)
    const fits = bits === undefined || (/^\d+$/.test(prefix ?? '') && bits <= (version === 4 ? 32 : 128))
    if (version === 0 || rest.length > 0 || !fits) {
      throw new Error(`"${entry}" is neither an address like 10.0.0.1 nor a network like 10.0.0.0/8`)
    }
    const family = version === 4 ? 'ipv4' : 'ipv6'
    if (bits === undefined) this.list.addAddress(address, family)
    else this.list.addSubnet(address, bits, family)
  }
}
