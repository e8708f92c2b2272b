// Frozen: once released, a migration is never edited. It imports nothing of ours.
// Types are integer, real and text. What hangs on a point carries point_id in its key.
export const statements: string[] = [
  `create table cities (
    id text primary key not null, name text not null, name_en text not null, zone text not null,
    lat real not null, lng real not null, position integer not null default 0,
    example integer not null default 0 check (example in (0, 1))
  )`,
  `create table banks (
    id text primary key not null, city_id text not null references cities (id),
    name text not null, name_en text not null, outline text not null
  )`,
  `create index banks_by_city on banks (city_id)`,
  `create table landmarks (
    id text primary key not null, city_id text not null references cities (id),
    name text not null, name_en text not null, lat real not null, lng real not null, search text not null
  )`,
  `create index landmarks_by_city on landmarks (city_id)`,
  `create table peaks (
    id text primary key not null, city_id text not null references cities (id),
    rider_kind text not null, from_time text not null, to_time text not null
  )`,
  `create index peaks_by_city on peaks (city_id, rider_kind)`,
  `create table operators (
    id text primary key not null, name text not null, name_en text not null,
    enforces integer not null default 0 check (enforces in (0, 1))
  )`,
  `create unique index operators_by_name on operators (name)`,
  `create table hours (
    id text primary key not null, spans text not null,
    calendar text not null check (calendar in ('workdays', 'every-day'))
  )`,
  `create table points (
    id text primary key not null, city_id text not null references cities (id),
    operator_id text references operators (id), hours_id text references hours (id), external_id text,
    name text not null, name_en text not null default '', kinds text not null,
    address text not null default '', address_en text not null default '', district text not null default '',
    lat real, lng real, bank text, landmark text not null default '', landmark_en text not null default '',
    photo text, amenities integer not null default 0,
    drop_in integer not null default 1 check (drop_in in (0, 1)),
    guide text not null default '', guide_en text not null default '',
    parking text not null default '', parking_en text not null default '',
    phone text not null default '', urgent integer not null default 0 check (urgent in (0, 1)),
    example integer not null default 0 check (example in (0, 1)), search text not null,
    created_at text not null, updated_at text not null,
    check ((lat is null) = (lng is null))
  )`,
  `create index points_by_city on points (city_id)`,
  `create index points_by_operator on points (operator_id)`,
  `create index points_by_hours on points (hours_id)`,
  `create unique index points_by_external on points (city_id, external_id) where external_id is not null`,
  `create index points_unplaced on points (city_id, id) where lat is null`,
  `create table point_places (
    kind text not null, cell integer not null, point_id text not null references points (id) on delete cascade,
    lat real not null, lng real not null, hours_id text, amenities integer not null, bank text,
    primary key (kind, cell, point_id)
  )`,
  `create unique index point_places_cover on point_places (kind, cell, point_id, lat, lng, hours_id, amenities, bank)`,
  `create index point_places_by_point on point_places (point_id)`,
  `create table point_days (
    point_id text not null references points (id) on delete cascade, date text not null,
    spans text not null, reason text not null default '', reason_en text not null default '',
    primary key (point_id, date)
  )`,
  `create index point_days_by_date on point_days (date, point_id)`,
  `create table notices (
    id text primary key not null, city_id text not null references cities (id), district text,
    point_id text references points (id) on delete cascade,
    title text not null, title_en text not null default '', body text not null default '', body_en text not null default '',
    starts_at text not null, ends_at text not null, example integer not null default 0 check (example in (0, 1))
  )`,
  `create index notices_by_city on notices (city_id, ends_at)`,
  `create index notices_by_point on notices (point_id)`,
  `create table conveniences (
    id text primary key not null, city_id text not null references cities (id), kind text not null check (kind in ('toilet', 'food')),
    name text not null, name_en text not null default '', lat real not null, lng real not null,
    parking text not null default '', parking_en text not null default '',
    example integer not null default 0 check (example in (0, 1))
  )`,
  `create index conveniences_by_place on conveniences (city_id, lat, lng)`,
  `create table door_reports (
    point_id text not null references points (id), id text not null, device_id text not null references devices (id),
    state text not null check (state in ('open', 'locked', 'qr-fails', 'full')), created_at text not null,
    primary key (point_id, id)
  )`,
  `create index door_reports_recent on door_reports (point_id, created_at)`,
  `create index door_reports_by_device on door_reports (device_id)`,

  `create table devices (
    id text primary key not null, key_sealed text not null, rider_kind text, language text not null default 'zh',
    created_at text not null, seen_at text not null
  )`,
  `create table sessions (
    token_hash text primary key not null, device_id text not null references devices (id),
    created_at text not null, seen_at text not null, ended_at text
  )`,
  `create index sessions_by_device on sessions (device_id)`,
  `create table consents (
    id text primary key not null, device_id text not null references devices (id),
    purpose text not null, version text not null, given_at text not null
  )`,
  `create unique index consents_once on consents (device_id, purpose, version)`,
  `create table rate_counts (
    subject text not null, period text not null, count integer not null,
    primary key (subject, period)
  )`,

  `create table services (
    point_id text not null references points (id), id text not null,
    name text not null, name_en text not null default '', minutes integer not null check (minutes > 0),
    access text not null check (access in ('walk-in', 'booking', 'both')),
    book text not null check (book in ('ours', 'shared', 'theirs')), link text,
    for_kinds text not null, fee text not null check (fee in ('free', 'registration-free', 'paid')),
    fee_note text not null default '', fee_note_en text not null default '',
    proof text not null, bring text not null, bring_en text not null,
    phone_needed integer not null default 0 check (phone_needed in (0, 1)),
    remote_numbers integer not null default 0 check (remote_numbers in (0, 1)),
    quota integer check (quota >= 0), notice_minutes integer not null default 0,
    horizon_days integer not null default 14, cancel_minutes integer not null default 0,
    cut_on text, position integer not null default 0,
    example integer not null default 0 check (example in (0, 1)),
    primary key (point_id, id)
  )`,
  `create index services_by_id on services (id)`,
  `create index services_to_cut on services (cut_on) where access <> 'walk-in' and book <> 'theirs'`,
  `create table topics (
    point_id text not null, service_id text not null, id text not null,
    name text not null, name_en text not null default '', bring text not null, bring_en text not null, position integer not null default 0,
    primary key (point_id, service_id, id),
    foreign key (point_id, service_id) references services (point_id, id) on delete cascade
  )`,
  `create table schedules (
    point_id text not null, service_id text not null, id text not null,
    days text not null, from_time text not null, to_time text not null, slot_minutes integer not null check (slot_minutes > 0),
    capacity integer not null check (capacity > 0), calendar text not null check (calendar in ('workdays', 'every-day')),
    primary key (point_id, service_id, id),
    foreign key (point_id, service_id) references services (point_id, id) on delete cascade
  )`,
  `create table schedule_days (
    point_id text not null, service_id text not null, date text not null, spans text not null, reason text not null default '',
    primary key (point_id, service_id, date),
    foreign key (point_id, service_id) references services (point_id, id) on delete cascade
  )`,

  `create table slots (
    point_id text not null, id text not null, service_id text not null, date text not null,
    starts_at text not null, ends_at text not null, capacity integer not null, booked integer not null default 0,
    closed integer not null default 0 check (closed in (0, 1)), used integer not null default 0 check (used in (0, 1)),
    primary key (point_id, id),
    foreign key (point_id, service_id) references services (point_id, id),
    check (booked >= 0 and booked <= capacity)
  )`,
  `create index slots_by_id on slots (id)`,
  `create unique index slots_by_start on slots (point_id, service_id, starts_at)`,
  `create index slots_by_service on slots (service_id, date, starts_at)`,
  `create table service_days (
    point_id text not null, service_id text not null, date text not null,
    quota integer, booked integer not null default 0, closed integer not null default 0 check (closed in (0, 1)),
    primary key (point_id, service_id, date),
    foreign key (point_id, service_id) references services (point_id, id),
    check (booked >= 0 and (quota is null or booked <= quota))
  )`,

  `create table bookings (
    point_id text not null, id text not null, service_id text not null, slot_id text not null, device_id text not null references devices (id),
    code text not null, status text not null check (status in ('booked', 'checked-in', 'served', 'cancelled', 'no-show')),
    rider_kind text not null, topic_id text, name_sealed text, phone_sealed text, phone_index text,
    note_sealed text, note_erase_at text, consent_version text,
    date text not null, starts_at text not null, ends_at text not null,
    sequence integer not null default 0, created_at text not null, updated_at text not null,
    primary key (point_id, id),
    foreign key (point_id, slot_id) references slots (point_id, id)
  )`,
  `create index bookings_by_id on bookings (id)`,
  `create index bookings_by_slot on bookings (point_id, slot_id)`,
  `create index bookings_by_device on bookings (device_id, starts_at)`,
  `create unique index bookings_by_code on bookings (point_id, code)`,
  `create unique index bookings_once_a_day on bookings (point_id, service_id, device_id, date) where status in ('booked', 'checked-in')`,
  `create index bookings_to_erase on bookings (note_erase_at) where note_erase_at is not null`,
  `create table kept_answers (
    device_id text not null references devices (id), idempotency_key text not null, request_hash text not null,
    body text not null, created_at text not null,
    primary key (device_id, idempotency_key)
  )`,
  `create index kept_answers_by_age on kept_answers (created_at)`,
  `create table waitlist (
    point_id text not null, id text not null, service_id text not null, slot_id text not null, device_id text not null references devices (id),
    status text not null check (status in ('waiting', 'offered', 'accepted', 'left', 'passed', 'expired')),
    rider_kind text not null, topic_id text, starts_at text not null,
    offered_at text, offer_until text, booking_id text, created_at text not null, updated_at text not null,
    primary key (point_id, id),
    foreign key (point_id, slot_id) references slots (point_id, id)
  )`,
  `create index waitlist_by_id on waitlist (id)`,
  `create index waitlist_by_slot on waitlist (point_id, slot_id, status, created_at)`,
  `create index waitlist_by_device on waitlist (device_id)`,
  `create unique index waitlist_once on waitlist (point_id, slot_id, device_id) where status in ('waiting', 'offered')`,
  `create index waitlist_offers on waitlist (offer_until) where status = 'offered'`,
  `create index waitlist_ahead on waitlist (starts_at) where status = 'waiting'`,

  `create table reminders (
    point_id text not null, id text not null, subject_id text not null, slot_id text not null, device_id text not null references devices (id),
    kind text not null, channel text not null check (channel in ('inbox', 'push', 'sms')),
    due_at text not null, expires_at text not null,
    status text not null check (status in ('pending', 'claimed', 'sent', 'expired', 'cancelled', 'skipped', 'failed')),
    attempts integer not null default 0, next_at text not null, lease_until text, last_error text, sent_at text, created_at text not null,
    primary key (point_id, id)
  )`,
  `create unique index reminders_once on reminders (point_id, subject_id, slot_id, kind, channel)`,
  `create index reminders_due on reminders (next_at) where status in ('pending', 'claimed')`,
  `create index reminders_by_device on reminders (device_id)`,
  `create table inbox (
    device_id text not null references devices (id), id text not null, dedupe_key text not null, kind text not null,
    point_id text, subject_id text, details text not null, created_at text not null, read_at text,
    primary key (device_id, id)
  )`,
  `create unique index inbox_once on inbox (device_id, dedupe_key)`,
  `create table push_subscriptions (
    device_id text primary key not null references devices (id), endpoint text not null, p256dh text not null, auth text not null,
    created_at text not null, last_ok_at text, last_error text
  )`,

  `create table trail (
    id text primary key not null, at text not null, actor_kind text not null, actor_id text not null,
    verb text not null, subject_kind text not null, subject_id text not null, point_id text,
    before text not null, after text not null, dispatched integer not null default 0 check (dispatched in (0, 1))
  )`,
  `create index trail_by_subject on trail (subject_id, id)`,
  `create index trail_to_dispatch on trail (id) where dispatched = 0`,
  `create table heartbeats (name text primary key not null, at text not null)`,
];
