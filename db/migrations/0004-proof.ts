// Frozen: once released, a migration is never edited. It imports nothing of ours.
export const statements: string[] = [
  // One channel's reminders stand together: who looks for a message passes no pushes that wait.
  `drop index reminders_due`,
  `create index reminders_due on reminders (channel, next_at) where status in ('pending', 'claimed')`,
  // What happened stays what happened; only whether it was followed is noted on it.
  `refuse update of id, at, actor_kind, actor_id, verb, subject_kind, subject_id, point_id, "before", "after" on trail`,
  `refuse delete on trail`,
  `alter table passkeys add column label text not null default ''`,
];
