import type { ApiRequest } from '../../../src/bridge.ts'
import type { PageNotes } from '../../../src/page-cache/page-renderer.ts'
import type { Tokens } from '../../../src/sessions/tokens.ts'
import type {
  Author,
  Blog,
  Comment,
  DraftChange,
  Feed,
  Follower,
  FollowState,
  ListedPost,
  LoginSession,
  Notification,
  NotificationPreference,
  Page,
  Post,
  PostSummary,
  Profile,
  Reactions,
  Sitemap,
} from '../api-types.ts'
import type { Locale } from '../i18n/types.ts'
import type { Conversation, ConversationDetails, MediaView, Message, MessagePage } from '../messenger/shapes.ts'
import { ApiError } from './api-error.ts'

export type Send = (path: string, request: ApiRequest) => Promise<Response>
type Query = Record<string, string | number | null | undefined>
type Method = ApiRequest['method']

/** For whom the calls are made. */
export interface Browser {
  clientIp: string
  requestId: string
  /** Shown to the person in the list of their sessions. */
  userAgent?: string
  accessToken?: string
}

/**
 * Every call that the pages make to the platform, for one request of one browser.
 * @throws ApiError from every function: the API refused, or did not answer (503).
 */
export class Api {
  /** The API no longer accepts this session's token: the session is over. */
  rejected = false

  constructor(
    private readonly send: Send,
    private readonly browser: Browser,
    private readonly notes?: PageNotes,
  ) {}

  register = (body: { email: string; username: string; password: string; name?: string; locale: Locale }) =>
    this.json<Tokens>('POST', '/auth/register', { body })
  login = (body: { login: string; password: string }) => this.json<Tokens>('POST', '/auth/login', { body })
  refresh = (refreshToken: string) => this.json<Tokens>('POST', '/auth/refresh', { body: { refreshToken } })
  logout = (refreshToken: string) => this.none('POST', '/auth/logout', { body: { refreshToken } })
  sessions = () => this.json<Page<LoginSession>>('GET', '/auth/sessions')
  revokeSession = (id: string) => this.none('DELETE', `/auth/sessions/${seg(id)}`)
  changePassword = (body: { currentPassword: string; newPassword: string }) =>
    this.none('PUT', '/auth/password', { body })

  /** @param key an id or a username */
  profile = (key: string) => this.json<Profile>('GET', `/user/${seg(key)}`)
  updateProfile = (id: string, body: Partial<Pick<Profile, 'name' | 'bio' | 'links' | 'locale'>>) =>
    this.json<Profile>('PUT', `/user/${seg(id)}`, { body })
  deleteProfile = (id: string) => this.none('DELETE', `/user/${seg(id)}`)
  followState = (id: string) => this.json<FollowState>('GET', `/user/${seg(id)}/follow`)
  follow = (id: string) => this.none('PUT', `/user/${seg(id)}/follow`)
  /** @param side which of the two lists of a person */
  follows = (id: string, side: 'followers' | 'following', cursor: string | null) =>
    this.json<Page<Follower>>('GET', `/user/${seg(id)}/${side}`, { query: { cursor, limit: 50 } })
  unfollow = (id: string) => this.none('DELETE', `/user/${seg(id)}/follow`)

  /** @param owner a username */
  blogsOf = (owner: string) => this.json<Page<Blog>>('GET', '/blogs', { query: { owner } })
  blog = (slug: string) => this.json<Blog>('GET', `/blogs/${seg(slug)}`)
  createBlog = (body: Omit<Blog, 'id' | 'owner'>) => this.json<Blog>('POST', '/blogs', { body })
  updateBlog = (slug: string, body: Partial<Pick<Blog, 'title' | 'description' | 'language'>>) =>
    this.json<Blog>('PUT', `/blogs/${seg(slug)}`, { body })
  deleteBlog = (slug: string) => this.none('DELETE', `/blogs/${seg(slug)}`)

  /** Posts to read, by `tab` or by `tag`. */
  feed = (query: Query) => this.json<Feed>('GET', '/feed', { query })

  /** Newest first. `status: 'draft'` lists the caller's own drafts. */
  posts = (query: Query) => this.json<Page<ListedPost>>('GET', '/posts', { query })
  post = (id: string) => this.json<Post>('GET', `/posts/${seg(id)}`)
  postAt = (blog: string, post: string) => this.json<Post>('GET', `/blogs/${seg(blog)}/posts/${seg(post)}`)
  /** @param etag of the version that was read; 412 when somebody changed the post since */
  updatePost = (id: string, body: DraftChange, etag: string) =>
    this.json<Post>('PUT', `/posts/${seg(id)}`, { body, headers: { 'if-match': etag } })
  publishPost = (id: string) => this.json<Post>('POST', `/posts/${seg(id)}/publish`)
  unpublishPost = (id: string) => this.json<Post>('POST', `/posts/${seg(id)}/unpublish`)
  deletePost = (id: string) => this.none('DELETE', `/posts/${seg(id)}`)
  reactions = (postId: string) => this.json<Reactions>('GET', `/posts/${seg(postId)}/reactions`)
  /** Newest first, with their texts. */
  latest = (query: Query) => this.json<{ items: Post[] }>('GET', '/posts/latest', { query })
  related = (postId: string) => this.json<{ items: PostSummary[] }>('GET', `/posts/${seg(postId)}/related`)
  sitemap = (part?: number) => this.json<Sitemap>('GET', '/posts/sitemap', { query: { part } })
  like = (postId: string) => this.none('PUT', `/posts/${seg(postId)}/like`)
  unlike = (postId: string) => this.none('DELETE', `/posts/${seg(postId)}/like`)

  likers = (postId: string, cursor: string | null) =>
    this.json<Page<Author>>('GET', `/posts/${seg(postId)}/likes`, { query: { cursor, limit: 50 } })
  bookmark = (postId: string) => this.none('PUT', `/posts/${seg(postId)}/bookmark`)
  unbookmark = (postId: string) => this.none('DELETE', `/posts/${seg(postId)}/bookmark`)
  bookmarks = (query: Query) => this.json<Page<ListedPost>>('GET', '/bookmarks', { query })

  /** Whole threads, the oldest first. @param query `at`: a comment with whose thread to begin */
  comments = (postId: string, query: { cursor: string | null; at: string | null }) =>
    this.json<Page<Comment>>('GET', `/posts/${seg(postId)}/comments`, { query: { ...query, limit: 50 } })
  comment = (postId: string, body: { text: string; parentId?: string }) =>
    this.json<Comment>('POST', `/posts/${seg(postId)}/comments`, { body })
  /** @param revision the one that was read; 412 when it was changed since */
  updateComment = (postId: string, id: string, text: string, revision: string) =>
    this.json<Comment>('PUT', `/posts/${seg(postId)}/comments/${seg(id)}`, {
      body: { text },
      headers: { 'if-match': `"${revision}"` },
    })
  deleteComment = (postId: string, id: string) => this.none('DELETE', `/posts/${seg(postId)}/comments/${seg(id)}`)

  /** Newest first, with the count of all unread ones. */
  notifications = (query: Query) =>
    this.json<Page<Notification> & { unread: number }>('GET', '/notifications', { query })
  readNotifications = (upTo: number) => this.none('PUT', '/notifications/read', { body: { upTo } })
  notificationPreferences = () => this.json<{ items: NotificationPreference[] }>('GET', '/notifications/preferences')
  chooseNotifications = (items: NotificationPreference[]) =>
    this.none('PUT', '/notifications/preferences', { body: { items } })

  /** Those in which something was said last come first. */
  conversations = (query: Query) => this.json<Page<Conversation>>('GET', '/conversations', { query })
  unreadMessages = () => this.json<{ conversations: number; messages: number }>('GET', '/conversations/unread')
  /** With one other and no title it is the conversation of two, which there is once. */
  beginConversation = (body: { memberIds: string[]; title?: string }) =>
    this.json<ConversationDetails>('POST', '/conversations', { body })
  conversation = (id: string) => this.json<ConversationDetails>('GET', `/conversations/${seg(id)}`)
  renameConversation = (id: string, title: string) => this.none('PUT', `/conversations/${seg(id)}`, { body: { title } })
  addMembers = (id: string, memberIds: string[]) =>
    this.none('POST', `/conversations/${seg(id)}/members`, { body: { memberIds } })
  removeMember = (id: string, userId: string) => this.none('DELETE', `/conversations/${seg(id)}/members/${seg(userId)}`)
  /** Next to a place, or the newest. */
  messages = (id: string, query: Query) =>
    this.json<MessagePage>('GET', `/conversations/${seg(id)}/messages`, { query })
  sendMessage = (id: string, body: { clientId: string; text: string }) =>
    this.json<Message>('POST', `/conversations/${seg(id)}/messages`, { body })
  readConversation = (id: string, seq: number) => this.none('PUT', `/conversations/${seg(id)}/read`, { body: { seq } })
  block = (userId: string) => this.none('PUT', `/blocks/${seg(userId)}`)
  unblock = (userId: string) => this.none('DELETE', `/blocks/${seg(userId)}`)
  media = (id: string) => this.json<MediaView>('GET', `/media/${seg(id)}`)

  private async json<T>(method: Method, path: string, options?: CallOptions): Promise<T> {
    const response = await this.call(method, path, options)
    if (!this.notes) return (await response.json()) as T
    const text = await response.text()
    this.notes.reads.add(path)
    for (const [id] of text.matchAll(IDS)) this.notes.reads.add(id)
    return JSON.parse(text) as T
  }

  private async none(method: Method, path: string, options?: CallOptions): Promise<void> {
    await (await this.call(method, path, options)).body?.cancel()
  }

  private async call(method: Method, path: string, { query, body, headers }: CallOptions = {}): Promise<Response> {
    const { accessToken, userAgent, ...browser } = this.browser
    const response = await this.send(`/api/v1${path}${search(query)}`, {
      ...browser,
      method,
      headers: {
        accept: 'application/json',
        ...(userAgent && { 'user-agent': userAgent }),
        ...(accessToken && { authorization: `Bearer ${accessToken}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      if (this.notes) this.notes.whole = false
      throw new ApiError(503, 'unavailable', {}, { cause })
    })
    if (response.ok) return response
    const error = await ApiError.from(response)
    if (this.notes) this.notes.whole = false
    if (error.code === 'token-invalid' || error.code === 'token-expired') this.rejected = true
    throw error
  }
}

/** Ids of posts, blogs, people and comments. */
const IDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

interface CallOptions {
  query?: Query
  body?: unknown
  headers?: Record<string, string>
}

const seg = encodeURIComponent

function search(query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return given.length > 0 ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : ''
}
