import type { notifications as en } from '../en/notifications.ts'
import type { Area } from '../types.ts'

export const notifications: Area<typeof en> = {
  'notifications.new': 'Не прочитано',
  'notifications.markAll': 'Отметить всё прочитанным',
  'notifications.empty.title': 'Пока ничего',
  'notifications.empty.text':
    'Здесь появятся ответы, отметки «нравится», новые читатели и записи тех, на кого вы подписаны.',
  'notifications.choose': 'Выбрать, о чём сообщать',
  'notifications.older': 'Более ранние',
  'notifications.newest': 'К новым',
  'notifications.somebody': 'кто-то',
  'notifications.others': {
    one: 'ещё {count}',
    few: 'ещё {count}',
    many: 'ещё {count}',
    other: 'ещё {count}',
  },
  'notifications.post': 'Новая запись «{title}»: {who}',
  'notifications.comment': 'Комментарий к записи «{title}»: {who}',
  'notifications.answer': 'Ответ на ваш комментарий к записи «{title}»: {who}',
  'notifications.like': 'Запись «{title}» нравится: {who}',
  'notifications.follower': 'На вас теперь подписаны: {who}',
  'notifications.message': 'Вам пишут: {who}',
  'settings.notifications': 'Уведомления',
  'settings.notifications.lead': 'Сообщать мне',
  'settings.notifications.post': 'о новых записях в моих подписках',
  'settings.notifications.comment': 'о комментариях к моим записям',
  'settings.notifications.answer': 'об ответах на мои комментарии',
  'settings.notifications.like': 'об отметках «нравится»',
  'settings.notifications.follower': 'о новых подписчиках',
  'settings.notifications.message': 'о сообщениях, пришедших без меня',
}
