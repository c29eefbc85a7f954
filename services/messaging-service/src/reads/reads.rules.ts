/** How far a person has read a conversation. */
export interface Mark {
  readonly conversationId: string
  readonly personId: string
  readonly seq: number
}
