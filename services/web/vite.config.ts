import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    tailwindcss(),
    sveltekit({
      // `src` is the host side, as in every module; the application that Vite builds is beside it.
      files: { src: 'app', assets: 'app/static' },
      // The prefix keeps the handler from reading settings that belong to the host process (PORT, HOST...).
      adapter: adapter({ envPrefix: 'QUARK_WEB_HANDLER_' }),
      csp: {
        // By hash, also for pages that are made per request: a remembered page is sent to many, and a nonce that many have protects nothing.
        mode: 'hash',
        // The widest policy any page needs: posts may show pictures from elsewhere. Other pages tighten it in hooks.server.ts.
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute on our pages: SvelteKit's live region that announces a new page, hidden from sight.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:', 'https:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
          'base-uri': ['none'],
        },
      },
      // Svelte's own runtime is the only script: no polling for new versions, a stale page notices at its next request.
      version: { pollInterval: 0 },
    }),
  ],
})
