import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";
import { countUnread, markRead, messagesOf } from "./inbox.store.server.ts";
import { messagePath, messageWords } from "#app/features/telling/messages/message.ts";
import type { ReminderKind } from "#app/features/telling/messages/reminder.ts";

/** A message as the API and the inbox page show it. */
export interface InboxItem {
  id: string;
  kind: ReminderKind;
  title: string;
  body: string;
  created_at: Instant;
  read_at: Instant | null;
  /** Where it leads: a path on this site. */
  path: string | null;
}

const MOST = 100;

/** A rider's messages in words, newest first; with `after`, only those newer than that message. */
export async function readInbox(
  db: Db,
  rider: Rider,
  language: Language,
  options: { after?: string; limit?: number } = {},
): Promise<InboxItem[]> {
  const messages = await messagesOf(db, rider.deviceId, Math.min(options.limit ?? MOST, MOST), options.after);
  return messages.map((message) => ({
    id: message.id,
    kind: message.kind,
    created_at: message.createdAt,
    read_at: message.readAt,
    // Worded as of when it was said: a "tomorrow" read later still means that day.
    ...messageWords(message.kind, message.details, language, message.createdAt),
    path: message.subjectId && messagePath(message.kind, message.subjectId, message.pointId ?? ""),
  }));
}

export async function unreadCount(db: Db, rider: Rider): Promise<number> {
  return countUnread(db, rider.deviceId);
}

/** Marks a message as read; again changes nothing. False when the rider has none of that id. */
export async function readMessage(app: App, rider: Rider, id: string): Promise<boolean> {
  return inTransaction(app.db, (trx) => markRead(trx, rider.deviceId, id, app.clock.now()));
}
