import type { Migration } from '@quark/service-kit'

/** The two statements of the hot path, as functions: PostgreSQL keeps their plans, and a batch of messages is two calls. */
export const sending: Migration = {
  name: '0002-sending',
  up: `
    -- Holds the conversations until the transaction ends, always in the same order, and says of each message that is to be sent
    -- what its conversation is now, whether its sender is in it and what they sent before under the same client's id. Each statement
    -- of a function sees what was committed before it began, so the look comes after the lock.
    create function hold_for_sending(conversations uuid[], senders uuid[], clients uuid[], replies uuid[])
    returns table (
      nth bigint, kind text, last_seq int, roster int, joined_seq int, reply_found boolean,
      known_id uuid, known_conversation uuid, known_seq int, known_text text, known_reply uuid, known_media uuid[], known_sent timestamptz,
      known_edited timestamptz, known_deleted timestamptz, known_change int
    )
    language plpgsql as $$
    begin
      perform from conversation c where c.id = any(conversations) order by c.id for update;
      return query
        select s.nth, c.kind, c.last_seq, c.roster, m.joined_seq,
          s.reply is null or exists (
            select from message r where r.id = s.reply and r.conversation_id = c.id and r.seq > m.joined_seq),
          k.id, k.conversation_id, k.seq, k.text, k.reply_to, k.media_ids, k.sent_at, k.edited_at, k.deleted_at, k.change
        from unnest(conversations, senders, clients, replies) with ordinality s(conversation, sender, client, reply, nth)
        left join conversation c on c.id = s.conversation
        left join member m on m.conversation_id = s.conversation and m.user_id = s.sender
        left join message k on k.sender_id = s.sender and k.client_id = s.client
        order by s.nth;
    end $$;

    -- Stores messages with the places that were found for them under the lock, and moves their conversations and their senders'
    -- read marks on. The media of each are an array of their own, which an array cannot hold but as text.
    create function store_messages(
      ids uuid[], conversations uuid[], seqs int[], senders uuid[], clients uuid[], texts text[], replies uuid[], media text[], sent timestamptz)
    returns void
    language sql as $$
      with new as (
        select * from unnest(ids, conversations, seqs, senders, clients, texts, replies, media)
          n(id, conversation_id, seq, sender_id, client_id, text, reply_to, media)
      ), stored as (
        insert into message (id, conversation_id, seq, sender_id, client_id, text, reply_to, media_ids, sent_at)
        select id, conversation_id, seq, sender_id, client_id, text, reply_to, media::uuid[], sent from new
      ), moved as (
        update conversation c set last_seq = n.seq, updated_at = sent
        from (select conversation_id, max(seq) as seq from new group by conversation_id) n where c.id = n.conversation_id
      )
      update member m set read_seq = n.seq
      from (select conversation_id, sender_id, max(seq) as seq from new group by conversation_id, sender_id) n
      where m.conversation_id = n.conversation_id and m.user_id = n.sender_id
    $$;`,
}
