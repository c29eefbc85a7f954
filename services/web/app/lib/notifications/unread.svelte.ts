/** How many notifications are unread, as the stream says; undefined before it has. Set in a browser alone, by the bell. */
export const live = $state<{ unread: number | undefined }>({ unread: undefined })
