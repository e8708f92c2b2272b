// Frozen: once released, a migration is never edited. It imports nothing of ours.
export const statements: string[] = [
  `create table pack_points (
    point_id text primary key not null references points (id) on delete cascade, city_id text not null references cities (id),
    zh text not null, en text not null, changed_at text not null
  )`,
  `create index pack_points_by_city on pack_points (city_id, changed_at)`,
  `alter table devices add column wants_push integer check (wants_push in (0, 1))`,
  `create table carries (
    token_hash text primary key not null, device_id text not null references devices (id), created_at text not null, expires_at text not null, used_at text
  )`,
  `create index carries_by_device on carries (device_id)`,
];
