import { z } from "zod";
import { DOOR_WORDS } from "#app/features/places/doors/door-report.ts";
import { fitsZoom } from "#app/features/places/map/cells.ts";
import { parseBox, parsePlace, RADIUS } from "#app/features/places/map/place.ts";
import { POINT_KINDS } from "#app/features/places/points/point.ts";
import { PROOFS, RIDER_KINDS } from "#app/features/people/riders/rider.ts";
import { BOOKING_STATUSES } from "#app/features/visiting/bookings/booking.ts";
import { TICKET_STATES } from "#app/features/visiting/queue/ticket.ts";
import { parseCivilDate } from "#app/time/civil.ts";
import { readWhole } from "#app/platform/typed/typed-number.ts";
import { parseInstant } from "#app/time/instant.ts";

// What comes in.
const parsed = <T>(parse: (text: string) => T | undefined, problem: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value === undefined) {
      context.addIssue({ code: "custom", message: problem });
      return z.NEVER;
    }
    return value;
  });

const whole = (least: number, most: number) =>
  parsed((text) => readWhole(text, least, most), "not-a-number").meta({ whole: { least, most } });

export const id = z.uuid();

const openAt = z.union([z.literal("now"), parsed(parseInstant, "not-an-instant")]);

export const pointsQuery = z
  .object({
    near: parsed(parsePlace, "not-a-place").optional(),
    radius: whole(1, RADIUS.most).default(RADIUS.usual),
    kind: z.enum(POINT_KINDS).optional(),
    open: openAt.optional(),
    limit: whole(1, 100).default(20),
    cursor: whole(0, 1000).default(0),
    bbox: parsed(parseBox, "not-a-box").optional(),
    zoom: whole(0, 22).optional(),
  })
  .superRefine((query, context) => {
    if (!query.near && !query.bbox)
      context.addIssue({ code: "custom", path: ["near"], message: "near-or-bbox-wanted" });
    if (query.bbox && query.zoom === undefined)
      context.addIssue({ code: "custom", path: ["zoom"], message: "bbox-wants-zoom" });
    if (query.bbox && query.zoom !== undefined && !fitsZoom(query.bbox, query.zoom))
      context.addIssue({ code: "custom", path: ["bbox"], message: "too-wide-for-zoom" });
  });

export const slotsQuery = z.object({
  from: parsed(parseCivilDate, "not-a-date").optional(),
  to: parsed(parseCivilDate, "not-a-date").optional(),
});

export const listQuery = z.object({
  limit: whole(1, 100).default(50),
  cursor: whole(0, 10_000).default(0),
  after: z.uuid().optional(),
});

export const cityId = z.string().regex(/^[\w-]{1,40}$/);

export const packQuery = z.object({
  lang: z.enum(["zh", "en"]).default("zh"),
  since: parsed(parseInstant, "not-an-instant").optional(),
});

export const doorReportBody = z.object({ state: z.enum(DOOR_WORDS) }).meta({ id: "DoorReport" });

// What goes out; tests hold the answers against these, and the description is made from them.
export const instant = z.iso.datetime({ precision: 3 });

export const open = z
  .object({
    state: z.enum(["open", "closing-soon", "closed", "unstaffed", "unknown"]),
    until: instant.nullable(),
    confirmed_at: instant.nullable(),
  })
  .meta({ id: "Open" });

export const pointFeature = z
  .object({
    type: z.literal("Feature"),
    id: z.uuid(),
    geometry: z.object({ type: z.literal("Point"), coordinates: z.array(z.number()).length(2) }),
    properties: z.looseObject({
      name: z.string(),
      name_en: z.string(),
      kinds: z.array(z.enum(POINT_KINDS)),
      address: z.string(),
      distance_m: z.number().optional(),
      open,
    }),
  })
  .meta({ id: "PointFeature" });

export const clusterFeature = z
  .object({
    type: z.literal("Feature"),
    geometry: z.object({ type: z.literal("Point"), coordinates: z.array(z.number()).length(2) }),
    properties: z.object({ cluster: z.literal(true), point_count: z.number().int() }),
  })
  .meta({ id: "ClusterFeature" });

export const pointCollection = z
  .object({ type: z.literal("FeatureCollection"), features: z.array(z.union([pointFeature, clusterFeature])) })
  .meta({ id: "PointCollection" });

export const cities = z
  .object({
    cities: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        name_en: z.string(),
        zone: z.string(),
        center: z.object({ lat: z.number(), lng: z.number() }),
        example: z.boolean(),
      }),
    ),
  })
  .meta({ id: "Cities" });

export const cityPack = z
  .looseObject({
    form: z.literal(1),
    version: z.iso.datetime({ precision: 3 }),
    difference: z.boolean(),
    points: z.array(z.array(z.unknown())),
    gone: z.array(z.string()),
  })
  .meta({ id: "CityPack" });

export const services = z
  .object({
    services: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        name_en: z.string(),
        minutes: z.number().int(),
        access: z.enum(["walk-in", "booking", "both"]),
        book: z.enum(["ours", "shared", "theirs"]),
        link: z.string().optional(),
        for: z.array(z.enum(RIDER_KINDS)),
        fee: z.enum(["free", "registration-free", "paid"]),
        fee_note: z.string(),
        proof: z.array(z.enum(PROOFS)),
        bring: z.array(z.string()),
        topics: z.array(z.object({ id: z.uuid(), name: z.string(), bring: z.array(z.string()) })),
        example: z.boolean(),
      }),
    ),
  })
  .meta({ id: "Services" });

export const slots = z
  .object({
    slots: z.array(
      z.object({
        id: z.uuid(),
        start: instant,
        end: instant,
        capacity: z.number().int(),
        remaining: z.number().int(),
        state: z.enum(["open", "full", "closed", "past"]),
      }),
    ),
    days: z.array(
      z.object({ date: z.iso.date(), quota: z.number().int().nullable(), left: z.number().int().nullable() }),
    ),
  })
  .meta({ id: "Slots" });

export const booking = z
  .object({
    id: z.uuid(),
    code: z.string(),
    status: z.enum(BOOKING_STATUSES),
    slot: z.object({ id: z.uuid(), start: instant, end: instant }),
    service: z.object({ id: z.uuid(), name: z.string() }),
    point: z.object({
      id: z.uuid(),
      name: z.string(),
      lat: z.number(),
      lng: z.number(),
      address: z.string(),
      zone: z.string(),
    }),
    rider_kind: z.enum(RIDER_KINDS),
    created_at: instant,
    cancellable_until: instant,
  })
  .meta({ id: "Booking" });

export const bookings = z.object({ bookings: z.array(booking) }).meta({ id: "Bookings" });

export const waiting = z
  .object({
    id: z.uuid(),
    status: z.enum(["waiting", "offered", "accepted", "left", "passed", "expired"]),
    slot_id: z.uuid(),
    ahead: z.number().int(),
    offer_until: instant.nullable(),
  })
  .meta({ id: "Waiting" });

export const inbox = z
  .object({
    messages: z.array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        title: z.string(),
        body: z.string(),
        created_at: instant,
        read_at: instant.nullable(),
        path: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "Inbox" });

export const session = z.object({ token: z.string() }).meta({ id: "Session" });

const expected = z.object({ from: instant, to: instant }).nullable();

export const ticket = z
  .object({
    id: z.uuid(),
    number: z.number().int(),
    label: z.string(),
    state: z.enum(TICKET_STATES),
    ahead: z.number().int(),
    expected,
    window: z.string().nullable(),
    hold_until: instant.nullable(),
  })
  .meta({ id: "Ticket" });

export const problemDetails = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    errors: z.array(z.object({ path: z.string(), problem: z.string() })).optional(),
  })
  .meta({ id: "Problem" });
