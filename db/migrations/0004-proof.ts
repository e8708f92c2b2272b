// Frozen: once released, a migration is never edited. It imports nothing of ours.
export const statements: string[] = [
  // One channel's reminders stand together: who looks for a message passes no pushes that wait.
  `drop index reminders_due`,
  `create index reminders_due on reminders (channel, next_at) where status in ('pending', 'claimed')`,
  `alter table passkeys add column label text not null default ''`,
];
