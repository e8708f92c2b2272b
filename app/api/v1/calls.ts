import { z } from "zod";
import { bookingBody, moveBody, waitlistBody } from "#app/features/visiting/bookings/booking-form.ts";
import { checkInBody, dayBody } from "#app/features/visiting/check-in/check-in-form.ts";
import { callBody, holdBody, ticketBody } from "#app/features/visiting/queue/ticket-form.ts";
import { visitBody } from "#app/features/visiting/visits/visit-form.ts";
import { pushSubscriptionBody } from "#app/features/telling/push/push-form.ts";
import * as desk from "./desk-schemas.ts";
import * as s from "./schemas.ts";

export type Schema = z.ZodType;

export interface Call {
  summary: string;
  /** More than its first line says. */
  more?: string;
  query?: z.ZodObject;
  body?: Schema;
  header?: string;
  answers: Record<number, Schema | null>;
  type?: string;
  open?: boolean;
}

const problems = (...codes: number[]): Record<number, Schema> =>
  Object.fromEntries(codes.map((code) => [code, s.problemDetails]));

export const CALLS: Record<string, Record<string, Call>> = {
  "/points": {
    get: {
      summary: "Points near a place, nearest first, or clusters of a box",
      query: z.object(s.pointsQuery.shape),
      answers: { 200: s.pointCollection, ...problems(422) },
      type: "application/geo+json",
      open: true,
    },
  },
  "/points/{id}": {
    get: {
      summary: "One point",
      answers: { 200: s.pointFeature, ...problems(404) },
      type: "application/geo+json",
      open: true,
    },
  },
  "/points/{id}/services": {
    get: { summary: "What a point offers", answers: { 200: s.services, ...problems(404) }, open: true },
  },
  "/points/{id}/door-reports": {
    post: {
      summary: "A rider's word on the door",
      body: s.doorReportBody,
      answers: { 201: z.object({ id: z.uuid() }), ...problems(401, 404, 422, 429) },
    },
  },
  "/services/{id}/slots": {
    get: {
      summary: "Slots of a service, at most 31 days",
      query: s.slotsQuery,
      answers: { 200: s.slots, ...problems(404, 422) },
      open: true,
    },
  },
  "/cities/{id}/pack": {
    get: {
      summary: "What a phone keeps of a city to answer without network; with `since` only what changed",
      query: s.packQuery,
      answers: { 200: s.cityPack, ...problems(404, 422) },
      open: true,
    },
  },
  "/cities": {
    get: {
      summary: "The cities of this store",
      more: "Their ids are asked for by the pack.",
      answers: { 200: s.cities },
      open: true,
    },
  },
  "/sessions": { post: { summary: "An anonymous device", answers: { 201: s.session, ...problems(429) }, open: true } },
  "/bookings": {
    post: {
      summary: "Take a place",
      header: "Idempotency-Key",
      body: bookingBody,
      answers: { 201: s.booking, ...problems(400, 401, 404, 409, 422, 429) },
    },
    get: {
      summary: "Own bookings",
      query: z.object({ limit: s.listQuery.shape.limit, cursor: s.listQuery.shape.cursor }),
      answers: { 200: s.bookings, ...problems(401, 422) },
    },
  },
  "/bookings/{id}": { get: { summary: "One own booking", answers: { 200: s.booking, ...problems(401, 404) } } },
  "/bookings/{id}.ics": {
    get: {
      summary: "The booking as an RFC 5545 calendar file",
      answers: { 200: z.string(), ...problems(401, 404) },
      type: "text/calendar",
    },
  },
  "/bookings/{id}/cancel": {
    post: { summary: "Give a place back", answers: { 200: s.booking, ...problems(401, 404, 409) } },
  },
  "/bookings/{id}/move": {
    post: {
      summary: "Put a booking on another slot",
      body: moveBody,
      answers: { 200: s.booking, ...problems(401, 404, 409, 422) },
    },
  },
  "/waitlist": {
    post: {
      summary: "Wait for a full slot",
      body: waitlistBody,
      answers: { 201: s.waiting, ...problems(401, 404, 409, 422, 429) },
    },
  },
  "/waitlist/{id}": { get: { summary: "One own place in a line", answers: { 200: s.waiting, ...problems(401, 404) } } },
  "/waitlist/{id}/accept": {
    post: { summary: "Take an offered place", answers: { 200: s.booking, ...problems(401, 404, 409) } },
  },
  "/waitlist/{id}/leave": {
    post: { summary: "Leave a line or turn an offer down", answers: { 204: null, ...problems(401, 404) } },
  },
  "/points/{id}/tickets": {
    post: {
      summary: "A walk-in's number; with the door's code, or by staff for whoever stands there",
      body: ticketBody,
      answers: { 201: s.ticket, ...problems(401, 404, 409, 422, 429) },
    },
  },
  "/tickets/{id}": {
    get: { summary: "One own number as it stands", answers: { 200: s.ticket, ...problems(401, 404) } },
  },
  "/tickets/{id}/hold": {
    post: {
      summary: "Keep the place while delivering",
      body: holdBody,
      answers: { 200: s.ticket, ...problems(401, 404, 409, 422) },
    },
  },
  "/tickets/{id}/resume": {
    post: { summary: "Back in the line, at the old place", answers: { 200: s.ticket, ...problems(401, 404, 409) } },
  },
  "/tickets/{id}/leave": {
    post: { summary: "Give a number back", answers: { 200: s.ticket, ...problems(401, 404, 409) } },
  },
  "/services/{id}/call-next": {
    post: {
      summary: "Staff call the next number to a window",
      body: callBody,
      answers: { 200: s.ticket, 204: null, ...problems(404, 422) },
    },
  },
  "/check-ins": {
    post: {
      summary: "Staff check a rider in by code",
      body: checkInBody,
      answers: { 200: s.booking, ...problems(404, 409, 422) },
    },
  },
  "/points/{id}/today": {
    get: {
      summary: "Staff: bookings, numbers and counts of the day, and the door's code",
      answers: { 200: desk.today, ...problems(404) },
    },
  },
  "/points/{id}/visits": {
    post: {
      summary: "Staff count a visit that needed no phone",
      body: visitBody,
      answers: { 201: z.object({ id: z.uuid() }), ...problems(404, 422) },
    },
  },
  "/services/{id}/days/{date}": {
    put: {
      summary: "Staff, or a key that holds the point, set a day",
      body: dayBody,
      answers: { 200: desk.serviceDay, ...problems(404, 409, 422) },
    },
  },
  "/services/{id}/bookings": {
    get: {
      summary: "Staff, or a key that holds the point, read a day's list",
      query: z.object({ date: z.string().optional() }),
      answers: { 200: desk.dayList, ...problems(404, 422) },
    },
  },
  "/push-subscriptions": {
    put: {
      summary: "Keep the browser's subscription",
      body: pushSubscriptionBody,
      answers: { 204: null, ...problems(401, 422) },
    },
    delete: { summary: "Forget it", answers: { 204: null, ...problems(401) } },
  },
  "/staff/push-subscriptions": {
    put: {
      summary: "Keep the subscription of whoever serves",
      body: pushSubscriptionBody,
      answers: { 204: null, ...problems(404, 422) },
    },
    delete: { summary: "Forget it", answers: { 204: null, ...problems(404) } },
  },
  "/push-subscriptions/test": {
    post: {
      summary: "Send a push that says that push works",
      answers: {
        200: z.object({ outcome: z.enum(["sent", "gone", "later", "no-subscription"]) }),
        ...problems(401, 429),
      },
    },
  },
  "/inbox": {
    get: {
      summary: "Messages, newest first",
      query: z.object({ after: s.listQuery.shape.after, limit: s.listQuery.shape.limit }),
      answers: { 200: s.inbox, ...problems(401, 422) },
    },
  },
  "/inbox/{id}/read": { post: { summary: "Mark a message as read", answers: { 204: null, ...problems(401, 404) } } },
};
