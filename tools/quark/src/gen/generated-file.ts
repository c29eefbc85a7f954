/** A file that no hand writes. */
export interface GeneratedFile {
  /** From the root of the project, with slashes. */
  path: string
  content: string
}
