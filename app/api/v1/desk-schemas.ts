import { z } from "zod";
import { PROOFS, RIDER_KINDS } from "#app/features/people/riders/rider.ts";
import { BOOKING_STATUSES } from "#app/features/visiting/bookings/booking.ts";
import { TICKET_STATES } from "#app/features/visiting/queue/ticket.ts";
import { instant } from "./schemas.ts";

const deskBooking = z.object({
  id: z.uuid(),
  code: z.string(),
  status: z.enum(BOOKING_STATUSES),
  start: instant,
  end: instant,
  rider_kind: z.enum(RIDER_KINDS),
  name: z.string().nullable(),
  proof: z.enum(PROOFS).nullable(),
  checked_in_at: instant.nullable(),
});

export const today = z
  .object({
    date: z.iso.date(),
    door_code: z.string(),
    counts: z.record(z.string(), z.number().int()),
    visits: z.record(z.string(), z.number().int()),
    services: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        quota: z.number().int().nullable(),
        taken: z.number().int(),
        left: z.number().int().nullable(),
        closed: z.boolean(),
      }),
    ),
    bookings: z.array(deskBooking.extend({ service_id: z.uuid() })),
    tickets: z.array(
      z.object({
        id: z.uuid(),
        number: z.number().int(),
        label: z.string(),
        service_id: z.uuid(),
        state: z.enum(TICKET_STATES),
        window: z.string().nullable(),
        created_at: instant,
      }),
    ),
  })
  .meta({ id: "Today" });

export const serviceDay = z
  .object({
    date: z.iso.date(),
    quota: z.number().int().nullable(),
    closed: z.boolean(),
    taken: z.number().int(),
    left: z.number().int().nullable(),
    moved: z.number().int().optional(),
    cancelled: z.number().int().optional(),
  })
  .meta({ id: "ServiceDay" });

export const dayList = z
  .object({ date: z.iso.date(), bookings: z.array(deskBooking.extend({ topic_id: z.uuid().nullable() })) })
  .meta({ id: "DayList" });
