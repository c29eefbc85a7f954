/** How many messages are unread, as the socket says; undefined before it has. Set in a browser alone, by the messenger. */
export const unreadMessages = $state<{ count: number | undefined }>({ count: undefined })
