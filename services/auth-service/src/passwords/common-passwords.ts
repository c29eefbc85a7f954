/**
 * Words that people put in front of a few digits or a sign; with `TAILS` they make some two thousand passwords, next to
 * those of `WHOLE`. Nothing shorter than the shortest password allowed needs to be here.
 */
const STEMS = words(`
  password passw0rd p@ssword p@ssw0rd passwort parola пароль qwerty qwertyui qwertyuiop azerty asdfgh asdfghjk asdfghjkl
  zxcvbn zxcvbnm йцукен йцукенг ytrewq qazwsx 1q2w3e4r letmein welcome hello helloworld iloveyou loveyou lovely sunshine
  princess monkey dragon football baseball basketball soccer hockey superman batman spiderman starwars pokemon naruto
  master shadow michael jordan jessica ashley daniel charlie andrew thomas robert matthew joshua jennifer nicole
  michelle amanda anthony william benjamin samantha alexander alexandra natasha marina sergey dmitry vladimir anastasia
  admin admin123 administrator root test testing tester guest user default login changeme secret private access system
  computer internet google facebook windows microsoft samsung android apple summer winter spring autumn monday friday
  january october november december flower butterfly chocolate cookie banana cheese orange purple silver golden diamond
  freedom whatever trustno nothing forever family mother father sister brother friends angel killer hunter ranger
  mustang ferrari mercedes porsche yamaha harley london moscow berlin america russia liverpool chelsea arsenal
  barcelona juventus spartak zenit
`)
const TAILS = ['', '1', '12', '123', '1234', '12345', '!', '1!', '123!', '2020', '2023', '2024', '2025', '2026']

/** Passwords that are common as they are. */
const WHOLE = words(`
  12345678 123456789 1234567890 0123456789 012345678 87654321 987654321 0987654321 9876543210 1234567891 12344321
  11223344 1122334455 112233445566 12121212 123123123 123123123123 123321123 1234512345 12341234 123456123456 147258369
  159357456 159753456 789456123 741852963 963852741 147852369 321654987 456123789 14725836 10203040 19951995 20202020
  11111111 22222222 00000000 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 2wsx3edc 3edc4rfv q1w2e3r4
  q1w2e3r4t5 q1w2e3r4t5y6 qweasdzxc qwe123qwe qwe123456 qweqwe123 qweqweqwe qwer1234 qwert12345 qwertyqwerty
  qwerty123456 qwerty1234567 qaz123456 qazwsxedc qazwsxedcrfv asd123456 asdasdasd asdqwe123 asdf1234 asdfasdf asdfqwer
  asdf12345 zaq12wsx zaq1zaq1 zaq1xsw2 zxc123456 zxcvbnm123456 zxcvzxcv zxcasdqwe a1234567 a12345678 a123456789
  a1b2c3d4 a1b2c3d4e5 aa123456 aa12345678 ab123456 abc12345 abc123456 abc123abc abcd1234 abcd12345 abcdefgh abcdefghi
  abcdefghij abcdefg1 abcabcabc aaaa1111 qq123456 qqww1122 w123456789 z123456789 x123456789 s123456789 d123456789
  password12345 password123456 passwordpassword mypassword newpassword yourpassword thepassword nopassword oldpassword
  password01 password99 pass1234 pass12345 passpass pass@123 pass@1234 p@ssw0rd1 p@55w0rd pa55word passw0rd1 passwd123
  adminadmin admin1234 admin12345 admin123456 admin@123 root1234 rootroot toor1234 user1234 useruser test1234 testtest
  test12345 demo1234 demodemo temp1234 temppass temporary letmein1 letmein123 letmeinnow welcome1 welcome@123
  changeme1 changeme123 changeit default1 secret123 topsecret nothing1 whatever1 trustno1 idontknow iforgot1 dontknow
  iloveyou2 iloveyou3 iloveyou12 iloveyou123 iloveme1 ilovegod iloveu123 ilovemom iloveyousomuch loveme123 lovelove
  loverboy lovergirl babygirl babygirl1 babyboy1 sweetheart sweetie1 honeybee beautiful beautiful1 gorgeous princess1
  princess123 superstar superman1 batman123 spiderman1 ironman1 captain1 startrek starwars1 matrix123 terminator
  godzilla skywalker darthvader gandalf1 hogwarts harrypotter pokemon123 pikachu1 minecraft minecraft1 fortnite roblox123
  callofduty counterstrike warcraft starcraft playstation xbox360 nintendo zelda123 mario123 sonic123
  football1 football123 baseball1 basketball1 soccer123 hockey123 manchester manutd123 liverpool1 chelsea1 arsenal1
  realmadrid ronaldo7 messi123 cowboys1 steelers packers1 yankees1 redsox123 lakers24 jordan23 michael1 charlie1
  jennifer1 jessica1 michelle1 elizabeth christopher christian alexander1 veronica katherine stephanie kimberly
  patricia victoria caroline danielle jonathan nicholas brittany isabella gabriela fernando francisco alejandro
  leonardo valentina ekaterina alexandr aleksandr vladislav svetlana konstantin margarita stanislav valentin
  rainbow1 sunshine1 sunshine123 sunflower snowball snowflake strawberry blueberry pineapple watermelon chocolate1
  icecream cupcake1 cookie123 pumpkin1 peanut123 butterfly1 dolphin1 elephant kittycat kitten123 hellokitty puppylove
  doggy123 tigger123 garfield snoopy123 scooby123 mickey123 midnight moonlight starlight blackcat blackjack blackbird
  whiteboy redwings bluesky1 greenday metallica nirvana1 slipknot linkinpark eminem123 beatles1 rockstar rocknroll
  rockyou1 guitar123 musiclover fuckyou1 fuckyou2 fuckyou123 fuckoff1 asshole1 bullshit dickhead motherfucker
  internet1 computer1 computer123 microsoft1 windows10 windows11 google123 facebook1 instagram youtube1 whatsapp
  telegram1 linkedin samsung1 samsung123 iphone123 android1 nokia123 logitech database server123 cisco123 oracle123
  mysql123 postgres postgresql ubuntu123 linux123 github123 oracle11 sysadmin superuser operator1 monitor1 support1
  helpdesk training student1 student123 teacher1 school123 company1 business office123 manager1 security security1
  qwerasdf qwerzxcv poiuytrewq lkjhgfdsa mnbvcxz1 mnbvcxzlk 0okm9ijn 1234qwer 12345qwert 123456qwerty 123qweasd
  123qwe123 123qweasdzxc 123abc123 123456ab 123456aa 123456qw 123456789a 123456789q 1234567a 1234567q 12345678a 12345678q
  1a2b3c4d 1password 2password 123password 1234abcd 12345abc 12345abcd 123456abc 1234asdf 987654321a 11111111a
  йцукенгш йцукенгшщз фывапролд фывапрол ячсмитьб любовь123 пароль123 привет123 привет12345 солнышко солнышко1
  наташа123 сергей123 максим123 марина123 люблютебя россия123 москва123 спартак1 ghbdtn123 ghbdtnbr gfhjkm123
  gfhjkm12 gfhjkmgfhjkm fylhtq123 cjkysirj yfnfif123 rjirf123 vfhbyf123 kbxyjcnm ljcneg123 hjccbz123 vjcrdf123
  gjkmpjdfntkm flvbybcnhfnjh qwertyuiop123 asdfghjkl123 zxcvbnm1234 1234567890q 1234567890a quark123 quarkquark
`)

const COMMON = new Set([...WHOLE, ...STEMS.flatMap((stem) => TAILS.map((tail) => stem + tail))])
/** Keys and letters in rows, both ways: any stretch of one is as good as known. */
const ROWS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'йцукенгшщзхъфывапролджэячсмитьбю',
]
const WALKS = [...ROWS, ...ROWS.map((row) => [...row].reverse().join(''))]

/** Whether a password is among the first that somebody guesses: a common one, a row of keys, one or two characters over and over. */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase()
  return COMMON.has(lower) || WALKS.some((row) => row.includes(lower)) || new Set(lower).size <= 2
}

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
