import { index, layout, prefix, route, type RouteConfig } from "@remix-run/route-config";

/** Every address, and the file that answers it: riders' pages by wing, pages of those who serve, files for tables and calendars. */
export default [
  index("routes/rider/finding/nearby.tsx"),
  route("points/:pointId", "routes/rider/finding/see-point.tsx"),
  route("share", "routes/rider/finding/open-shared-place.tsx"),

  route("services/:serviceId/book", "routes/rider/visiting/book-slot.tsx"),
  route("bookings", "routes/rider/visiting/own-bookings.tsx"),
  route("bookings/:bookingId", "routes/rider/visiting/own-booking.tsx"),
  route("bookings/:bookingId/move", "routes/rider/visiting/move-own-booking.tsx"),
  route("pass", "routes/rider/visiting/next-pass.tsx"),
  route("waitlist/:waitingId", "routes/rider/visiting/own-place-in-line.tsx"),
  route("door/:pointId", "routes/rider/visiting/take-number-at-door.tsx"),
  route("tickets/:ticketId", "routes/rider/visiting/own-ticket.tsx"),

  route("me", "routes/rider/me/me.tsx"),
  route("me/phone", "routes/rider/me/own-phone.tsx"),
  route("me/reminders", "routes/rider/me/own-reminders.tsx"),
  route("me/data", "routes/rider/me/own-information.tsx"),
  route("me/carry", "routes/rider/me/carry-out.tsx"),
  route("carry/:token", "routes/rider/me/carry-in.tsx"),
  route("inbox", "routes/rider/me/own-inbox.tsx"),
  route("settings", "routes/rider/me/looks.tsx"),
  route("privacy", "routes/rider/me/privacy-notice.tsx"),
  route("stop/:token", "routes/rider/me/stop-texts.tsx"),

  layout("routes/serving/layout.tsx", [
    ...prefix("staff", [
      route("", "routes/serving/staff/staff-entrance.tsx"),
      route("join/:token", "routes/serving/staff/join.tsx"),
      route("out", "routes/serving/staff/sign-out.tsx"),
    ]),
    route("duty", "routes/serving/duty/own-duty.tsx"),
    route("duty/ways", "routes/serving/duty/own-ways-in.tsx"),
    route("desk", "routes/serving/desk/own-desks.tsx"),
    ...prefix("desk/:pointId", [
      route("", "routes/serving/desk/today.tsx"),
      route("book", "routes/serving/desk/book-at-desk.tsx"),
      route("slots", "routes/serving/desk/point-slots.tsx"),
      route("calendar", "routes/serving/desk/point-calendar.tsx"),
      route("roster", "routes/serving/desk/point-roster.tsx"),
      route("services", "routes/serving/desk/point-services.tsx"),
      route("tasks", "routes/serving/desk/point-tasks.tsx"),
      route("people", "routes/serving/desk/point-people.tsx"),
      route("poster", "routes/serving/desk/poster.tsx"),
      route("day", "routes/serving/desk/day-on-paper.tsx"),
    ]),
    ...prefix("city", [
      route("", "routes/serving/city/city-picture.tsx"),
      route("table", "routes/serving/city/city-table.tsx"),
      route("trail", "routes/serving/city/city-trail.tsx"),
      route("people", "routes/serving/city/city-people.tsx"),
      route("points/:pointId", "routes/serving/city/edit-city-point.tsx"),
      route("import", "routes/serving/city/import-table.tsx"),
      route("weather", "routes/serving/city/city-weather.tsx"),
    ]),
  ]),
  route("screen/:pointId", "routes/serving/wall/wall.tsx"),

  route("passes", "routes/files/own-passes-json.tsx"),
  route("me/data/all.json", "routes/files/own-data-json.tsx"),
  route("feed/:secret.ics", "routes/files/duty-feed.tsx"),
  route("city/table.csv", "routes/files/city-table-csv.tsx"),
  route("desk/:pointId/hours.csv", "routes/files/desk-hours-csv.tsx"),
  route("desk/:pointId/month.csv", "routes/files/desk-month-csv.tsx"),
  route("test/nearby", "routes/files/measure-nearby.tsx"),

  route("*", "routes/rider/finding/nothing-here.tsx"),
] satisfies RouteConfig;
