export { isTheme, THEMES, type Theme } from '../../src/preferences.ts'
