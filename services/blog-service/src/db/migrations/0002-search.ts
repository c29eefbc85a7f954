import type { Migration } from '@quark/service-kit'

/**
 * Full text in two languages at once: words in Cyrillic are stemmed by the Russian dictionary, words in Latin letters
 * by the English one. ADR 011 tells why it is made this way.
 *
 * Nothing here depends on the locale of the server. In the C locale, the embedded server's, the parser takes every
 * character above ASCII for a letter, guillemets and dashes too, and pg_trgm none of them. Hence `folded`, which turns
 * all punctuation but quotes, apostrophes and hyphens into spaces, takes the accents off (ё becomes е) and lowers the
 * case; and `trigram_key`, which writes each Russian letter as one ASCII character of its own.
 */
export const m0002: Migration = {
  name: '0002-search',
  up: String.raw`
    create extension if not exists unaccent with schema public;
    create extension if not exists pg_trgm with schema public;
    create extension if not exists fuzzystrmatch with schema public;

    create function folded(text) returns text language sql immutable strict parallel safe as $$
      select lower(public.unaccent('public.unaccent'::regdictionary, regexp_replace(
        regexp_replace($1, '[\u00ad\u200b-\u200d\ufeff]', '', 'g'),
        '[][!#$%&()*+,./:;<=>?@\\^_${'`'}{|}~\u0080-\u00bf\u2000-\u2bff\u3000-\u303f\U0001f000-\U0001faff]', ' ', 'g'
      )) collate pg_catalog.pg_c_utf8)
    $$;

    create function trigram_key(text) returns text language sql immutable strict parallel safe as $$
      select translate($1, 'абвгдежзийклмнопрстуфхцчшщъыьэюя', 'abvgdejziyklmnoprstufhcqwx123456')
    $$;

    create text search configuration bilingual (copy = pg_catalog.russian);
    alter text search configuration bilingual
      alter mapping for word, hword, hword_part with russian_stem;
    alter text search configuration bilingual
      alter mapping for asciiword, asciihword, hword_asciipart with english_stem;

    create table post_search (
      post_id uuid primary key references post on delete cascade,
      vector tsvector not null
    );
    create index post_search_vector on post_search using gin (vector);

    create table lexeme (
      word text primary key,
      trigrams text not null generated always as (trigram_key(word)) stored
    );
    create index lexeme_trigrams on lexeme using gin (trigrams gin_trgm_ops);`,
}
