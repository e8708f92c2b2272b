// Frozen: once released, a migration is never edited. It imports nothing of ours.
export const statements: string[] = [
  `alter table devices add column phone_sealed text`,
  `alter table devices add column phone_index text`,
  `alter table devices add column verified_at text`,
  `create unique index devices_by_phone on devices (phone_index) where phone_index is not null`,
  `create table staff (
    id text primary key not null, device_id text not null references devices (id), name_sealed text not null,
    phone_sealed text, phone_index text, totp_sealed text, totp_step integer not null default 0,
    feed_sealed text, feed_hash text, example integer not null default 0 check (example in (0, 1)), created_at text not null, ended_at text
  )`,
  `create unique index staff_by_device on staff (device_id)`,
  `create unique index staff_by_phone on staff (phone_index) where phone_index is not null`,
  `create unique index staff_by_feed on staff (feed_hash) where feed_hash is not null`,
  `create table roles (
    id text primary key not null, staff_id text not null references staff (id),
    role text not null check (role in ('volunteer', 'professional', 'manager', 'operator')),
    city_id text not null references cities (id), point_id text references points (id) on delete cascade,
    qualification text not null default '', pin_index text, created_at text not null, ended_at text,
    check ((role = 'operator') = (point_id is null))
  )`,
  `create index roles_by_staff on roles (staff_id)`,
  `create index roles_by_city on roles (city_id, role)`,
  `create index roles_by_point on roles (point_id)`,
  `create unique index roles_by_pin on roles (point_id, pin_index) where pin_index is not null and ended_at is null`,
  `alter table sessions add column staff_id text references staff (id)`,
  `alter table sessions add column label text not null default ''`,
  `alter table sessions add column expires_at text`,
  `create index sessions_by_staff on sessions (staff_id)`,
  `create table tablets (
    point_id text not null references points (id) on delete cascade, id text not null, name text not null, token_hash text not null,
    made_by text not null, acting_staff_id text references staff (id), acting_until text, created_at text not null, ended_at text,
    primary key (point_id, id)
  )`,
  `create unique index tablets_by_token on tablets (token_hash)`,
  `create index tablets_by_acting on tablets (acting_staff_id)`,
  `create table invitations (
    token_hash text primary key not null, role text not null, city_id text not null references cities (id),
    point_id text references points (id) on delete cascade, qualification text not null default '', made_by text not null,
    created_at text not null, expires_at text not null, used_at text, staff_id text references staff (id)
  )`,
  `create index invitations_by_city on invitations (city_id)`,
  `create index invitations_by_point on invitations (point_id)`,
  `create index invitations_by_staff on invitations (staff_id)`,
  `create table passkeys (
    id text primary key not null, staff_id text not null references staff (id), public_key text not null, counter integer not null,
    transports text not null, created_at text not null, used_at text
  )`,
  `create index passkeys_by_staff on passkeys (staff_id)`,
  `create table challenges (
    id text primary key not null, purpose text not null, challenge text not null, staff_id text references staff (id), expires_at text not null
  )`,
  `create index challenges_by_staff on challenges (staff_id)`,
  `create index challenges_by_age on challenges (expires_at)`,
  `create table phone_codes (
    id text primary key not null, purpose text not null check (purpose in ('rider', 'staff')), phone_sealed text not null, phone_index text not null,
    code_hash text not null, device_id text references devices (id), created_at text not null, expires_at text not null,
    tries integer not null default 0, used_at text
  )`,
  `create index phone_codes_by_device on phone_codes (device_id)`,
  `create index phone_codes_by_age on phone_codes (expires_at)`,
  `create table integration_keys (
    point_id text not null references points (id) on delete cascade, id text not null, name text not null, token_hash text not null,
    made_by text not null, created_at text not null, ended_at text,
    primary key (point_id, id)
  )`,
  `create unique index integration_keys_by_token on integration_keys (token_hash)`,
  `create table kept_subscriptions (
    device_id text not null references devices (id), session text not null, endpoint text not null, p256dh text not null, auth text not null,
    created_at text not null, last_ok_at text, last_error text,
    primary key (device_id, session)
  )`,
  `insert into kept_subscriptions (device_id, session, endpoint, p256dh, auth, created_at, last_ok_at, last_error)
    select device_id, '', endpoint, p256dh, auth, created_at, last_ok_at, last_error from push_subscriptions`,
  `drop table push_subscriptions`,
  `alter table kept_subscriptions rename to push_subscriptions`,

  `create table supplies (
    point_id text not null references points (id) on delete cascade, item text not null,
    state text not null check (state in ('there', 'low', 'out')), changed_at text not null,
    primary key (point_id, item)
  )`,
  `create table stars (
    device_id text not null references devices (id), point_id text not null references points (id) on delete cascade, created_at text not null,
    primary key (device_id, point_id)
  )`,
  `create index stars_by_point on stars (point_id)`,
  `create table door_signs (point_id text primary key not null references points (id) on delete cascade, at text not null)`,
  `create table door_tasks (
    point_id text not null references points (id) on delete cascade, id text not null, reason text not null check (reason in ('locked', 'qr-fails')),
    opened_at text not null, fixed_at text, fixed_by text, answer text not null default '',
    primary key (point_id, id)
  )`,
  `create unique index door_tasks_open on door_tasks (point_id, reason) where fixed_at is null`,
  `create table weather_acts (
    id text primary key not null, city_id text not null references cities (id), district text, kinds text not null,
    title text not null, title_en text not null default '', body text not null default '', body_en text not null default '',
    from_date text not null, to_date text not null, spans text, points integer not null, made_by text not null, made_at text not null, ended_at text
  )`,
  `create index weather_acts_by_city on weather_acts (city_id, made_at)`,
  `alter table notices add column act_id text`,
  `create index notices_by_act on notices (act_id) where act_id is not null`,
  `alter table point_days add column act_id text`,
  `create index point_days_by_act on point_days (act_id) where act_id is not null`,
  `create index points_by_district on points (city_id, district)`,

  `alter table services add column grace_minutes integer not null default 10`,
  `alter table bookings add column proof text`,
  `alter table bookings add column made_by text`,
  `alter table bookings add column phone_tail text`,
  `alter table bookings add column checked_in_at text`,
  `alter table bookings add column served_at text`,
  `create index bookings_by_day on bookings (point_id, date, starts_at)`,
  `create index bookings_unclaimed on bookings (starts_at) where status = 'booked'`,
  `create table closures (
    point_id text not null, id text not null, service_id text not null, date text not null, slot_ids text not null, whole_day integer not null check (whole_day in (0, 1)),
    made_by text not null, made_at text not null, undo_until text not null, undone_at text,
    primary key (point_id, id),
    foreign key (point_id, service_id) references services (point_id, id)
  )`,
  `create index closures_by_service on closures (point_id, service_id, date)`,
  `create table closure_moves (
    point_id text not null, closure_id text not null, booking_id text not null, from_slot_id text not null, to_slot_id text,
    primary key (point_id, closure_id, booking_id),
    foreign key (point_id, closure_id) references closures (point_id, id)
  )`,

  `create table ticket_numbers (
    point_id text not null, service_id text not null, date text not null, last integer not null,
    primary key (point_id, service_id, date),
    foreign key (point_id, service_id) references services (point_id, id)
  )`,
  `create table tickets (
    point_id text not null, id text not null, service_id text not null, date text not null, number integer not null,
    device_id text references devices (id), state text not null check (state in ('waiting', 'held', 'called', 'served', 'left', 'skipped')),
    station text not null default '', made_by text, created_at text not null, updated_at text not null, called_at text, calls integer not null default 0,
    hold_until text, holds integer not null default 0, away_minutes integer, leave_told_at text,
    primary key (point_id, id),
    foreign key (point_id, service_id) references services (point_id, id)
  )`,
  `create index tickets_by_id on tickets (id)`,
  `create unique index tickets_by_number on tickets (point_id, service_id, date, number)`,
  `create index tickets_by_device on tickets (device_id)`,
  `create unique index tickets_once on tickets (point_id, service_id, device_id, date) where device_id is not null and state in ('waiting', 'held', 'called')`,
  `create index tickets_away on tickets (date) where away_minutes is not null and leave_told_at is null and state in ('waiting', 'held')`,
  `create index tickets_held on tickets (hold_until) where state = 'held'`,
  `create index tickets_open on tickets (date) where state in ('waiting', 'held', 'called')`,

  `create table visits (
    point_id text not null references points (id), id text not null, date text not null, kind text not null, at text not null, made_by text not null, undone_at text,
    primary key (point_id, id)
  )`,
  `create index visits_by_day on visits (point_id, date, kind)`,

  `create table windows (
    point_id text not null references points (id) on delete cascade, id text not null, name text not null, name_en text not null default '',
    keeps_door integer not null check (keeps_door in (0, 1)), position integer not null default 0, ended_at text,
    primary key (point_id, id)
  )`,
  `create table needs (
    point_id text not null, id text not null, window_id text not null, days text not null, from_time text not null, to_time text not null,
    people integer not null check (people > 0), qualification text not null default '', from_date text not null, ended_at text,
    primary key (point_id, id),
    foreign key (point_id, window_id) references windows (point_id, id)
  )`,
  `create index needs_by_window on needs (point_id, window_id)`,
  `create table shifts (
    point_id text not null, id text not null, window_id text not null, need_id text, date text not null, starts_at text not null, ends_at text not null,
    people integer not null check (people > 0), qualification text not null default '', keeps_door integer not null check (keeps_door in (0, 1)),
    cover_asked_at text, cancelled_at text,
    primary key (point_id, id),
    foreign key (point_id, window_id) references windows (point_id, id)
  )`,
  `create index shifts_by_id on shifts (id)`,
  `create unique index shifts_once on shifts (point_id, window_id, starts_at, qualification) where cancelled_at is null`,
  `create index shifts_by_time on shifts (point_id, ends_at, starts_at)`,
  `create index shifts_ahead on shifts (ends_at) where cancelled_at is null`,
  `create table shift_claims (
    point_id text not null, id text not null, shift_id text not null, staff_id text not null references staff (id),
    kind text not null check (kind in ('claim', 'stand-by')),
    status text not null check (status in ('claimed', 'confirmed', 'released', 'checked-in', 'done')),
    claimed_at text not null, confirmed_at text, in_at text, out_at text,
    primary key (point_id, id),
    foreign key (point_id, shift_id) references shifts (point_id, id)
  )`,
  `create index shift_claims_by_shift on shift_claims (point_id, shift_id)`,
  `create index shift_claims_by_staff on shift_claims (staff_id)`,
  `create unique index shift_claims_once on shift_claims (point_id, shift_id, staff_id) where status <> 'released'`,
  `create table shift_swaps (
    point_id text not null, id text not null, claim_id text not null, to_staff_id text not null references staff (id),
    status text not null check (status in ('asked', 'accepted', 'declined', 'withdrawn')), created_at text not null, answered_at text,
    primary key (point_id, id),
    foreign key (point_id, claim_id) references shift_claims (point_id, id)
  )`,
  `create index shift_swaps_by_claim on shift_swaps (point_id, claim_id)`,
  `create index shift_swaps_by_staff on shift_swaps (to_staff_id)`,
  `create unique index shift_swaps_once on shift_swaps (point_id, claim_id) where status = 'asked'`,
  `create table unstaffed_spans (
    point_id text not null references points (id) on delete cascade, starts_at text not null, ends_at text,
    primary key (point_id, starts_at)
  )`,
  `create index unstaffed_open on unstaffed_spans (point_id) where ends_at is null`,

  `create index trail_by_point on trail (point_id, id)`,
  `create index trail_by_actor on trail (actor_id, id)`,
];
