/** The database of a module on a server: the address's own database gives way to one named like the module. */
export function databaseUrlOf(server: string, module: string): string {
  const url = new URL(server)
  url.pathname = `/${module}`
  return url.toString()
}
