/** See production-packages.mjs. */
export function productionPackages(
  packages: Record<string, object>,
  workspace: string,
  isLeftOut?: (name: string) => boolean,
): string[]
