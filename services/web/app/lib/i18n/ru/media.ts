import type { media as en } from '../en/media.ts'
import type { Area } from '../types.ts'

export const media: Area<typeof en> = {
  'media.addAvatar': 'Выбрать свою фотографию',
  'media.changeAvatar': 'Выбрать другую',
  'media.removeAvatar': 'Убрать фотографию',
  'media.uploading': 'Загрузка',
  'media.needsScripts': 'Чтобы выбрать фотографию, нужен JavaScript.',
  'error.file-empty': 'Файл пуст.',
  'error.file-too-large': 'Файл слишком велик.',
  'error.file-type-unsupported': 'Такие файлы не подходят. Изображения: JPEG, PNG, WebP, AVIF, GIF.',
  'error.image-broken': 'Не удаётся открыть это изображение. Файл цел?',
  'error.image-too-large': 'В этом изображении слишком много пикселей. Уменьшите его.',
  'error.image-too-many-frames': 'Эта анимация слишком длинная. Сократите её.',
  'error.quota-exceeded': 'Ваше место для файлов заполнено. Удалите те, что больше не нужны.',
  'error.storage-full': 'На сервере не осталось места. Сообщите тем, кто ведёт этот сайт.',
  'error.not-an-image': 'Этот файл — не изображение.',
  'error.media-not-found': 'Одно из изображений не ваше или его больше нет. Уберите его или загрузите заново.',
  'error.session-ended': 'Вы вышли из учётной записи. Войдите снова.',
  'error.offline': 'Нет связи. Попробуйте ещё раз.',
}
