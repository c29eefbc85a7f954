/**
 * Names that nobody registers: they would pass for the platform or its staff, or clash with an address of the site or
 * an everyday mailbox. Names that look like one of these are refused with it.
 */
export const RESERVED: readonly string[] = [
  // the platform and those who run it
  ...['quark', 'quarkteam', 'quarksupport', 'quarkadmin', 'admin', 'admins', 'administrator', 'administration'],
  ...['root', 'superuser', 'sudo', 'sysadmin', 'system', 'owner', 'staff', 'team', 'moderator', 'moderators', 'mod'],
  ...['official', 'support', 'help', 'helpdesk', 'security', 'abuse', 'legal', 'billing', 'sales', 'press', 'bot'],
  // mailboxes (RFC 2142 and custom)
  ...['postmaster', 'hostmaster', 'webmaster', 'mailer-daemon', 'noreply', 'no-reply', 'info', 'contact', 'mail'],
  ...['email', 'news', 'newsletter', 'marketing'],
  // addresses of the site and of the API
  ...['api', 'auth', 'login', 'logout', 'register', 'signup', 'signin', 'sign-up', 'sign-in', 'password', 'session'],
  ...['sessions', 'account', 'accounts', 'user', 'users', 'profile', 'profiles', 'settings', 'write', 'editor'],
  ...['draft', 'drafts', 'search', 'feed', 'feeds', 'rss', 'post', 'posts', 'blog', 'blogs', 'comment', 'comments'],
  ...['tag', 'tags', 'upload', 'uploads', 'media', 'message', 'messages', 'conversation', 'conversations'],
  ...['notification', 'notifications', 'follow', 'followers', 'following', 'like', 'likes', 'explore', 'home', 'new'],
  ...['newest', 'popular', 'top', 'about', 'terms', 'privacy', 'rules', 'docs', 'static', 'assets', 'public', 'health'],
  ...['ready', 'metrics', 'manifest', 'openapi', 'favicon', 'robots', 'sitemap', 'well-known', 'index', 'www', 'ftp'],
  ...['web', 'cdn', 'img', 'images', 'gateway', 'bff', 'graphql', 'grpc', 'websocket', 'socket', 'status', 'debug'],
  // words that programs and people use for nobody or for all
  ...['null', 'undefined', 'none', 'nan', 'true', 'false', 'anonymous', 'anon', 'nobody', 'unknown', 'deleted'],
  ...['everyone', 'everybody', 'all', 'here', 'you', 'guest', 'me', 'self'],
]
