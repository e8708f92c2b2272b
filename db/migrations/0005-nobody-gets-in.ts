// Frozen: once released, a migration is never edited. It imports nothing of ours.

/** Points by cell at every second zoom: `side` degrees, and more columns than a row has. */
const LEVELS = [2, 4, 6, 8, 10, 12, 14];
const sideOf = (level: number) => 90 / 2 ** level;
const columnsOf = (level: number) => 4 * 2 ** level + 1;

export const statements: string[] = [
  // What each key of the installation makes of one text: another's keys, or lost ones, are told at the start.
  `create table key_checks (name text primary key not null, made text not null)`,
  // How many points stand in a cell, so that a map of a country reads cells and not points.
  `create table cell_counts (
    kind text not null, level integer not null, cell integer not null, hours_id text not null,
    points integer not null check (points >= 0), lat_sum real not null, lng_sum real not null,
    primary key (kind, level, cell, hours_id)
  )`,
  ...LEVELS.map(
    (level) => `insert into cell_counts (kind, level, cell, hours_id, points, lat_sum, lng_sum)
    select kind, ${level}, cast(floor((lat + 90) / ${sideOf(level)}) as bigint) * ${columnsOf(level)} + cast(floor((lng + 180) / ${sideOf(level)}) as bigint), coalesce(hours_id, ''), count(*), sum(lat), sum(lng)
    from point_places group by 1, 3, 4`,
  ),
  // Numbers that nobody verified and that a rider named: their owner may say that no more texts shall come.
  `create table text_stops (phone_index text primary key not null, token text not null, created_at text not null, stopped_at text)`,
  `create unique index text_stops_by_token on text_stops (token)`,
];
