import { expect, test } from "vitest";
import { goesOnTo, markKept, mayKeep, startFor, wayOf } from "#app/worker/kept-pages.ts";

const way = (path: string, navigates = false, method = "GET") => wayOf({ method, path, navigates });

test("public pages may be kept, and no page of anybody's own", () => {
  for (const path of ["/", "/points/0193", "/services/0193/book", "/privacy"])
    expect([path, mayKeep(path)]).toEqual([path, true]);
  for (const path of [
    "/bookings",
    "/bookings/0193",
    "/inbox",
    "/me",
    "/me/phone",
    "/tickets/1",
    "/waitlist/1",
    "/desk/1",
    "/door/1",
    "/carry/x",
    "/passes",
    "/points/1/x",
    "/city",
  ])
    expect([path, mayKeep(path)]).toEqual([path, false]);
});

test("each request goes its way", () => {
  expect([
    way("/assets/a.js"),
    way("/photos/clinic.svg"),
    way("/sketch/wuhan.json"),
    way("/points/1.data"),
    way("/bookings.data"),
    way("/api/v1/points"),
    way("/passes"),
  ]).toEqual(["file", "picture", "picture", "kept-data", "network", "network", "network"]);
  expect([
    way("/", true),
    way("/bookings/1", true),
    way("/desk/1", true),
    way("/desk/1/people", true),
    way("/city", true),
    way("/api/v1/bookings/1.ics", true),
    way("/feed/x.ics", true),
  ]).toEqual(["start", "page", "page", "network", "network", "network", "network"]);
  for (const path of ["/", "/assets/a.js", "/points/1.data"]) expect(way(path, false, "POST")).toBe("network");
});

test("a start page leads on to a path of this site and nowhere else", () => {
  const to = (address: string) => goesOnTo(new URL(address, "https://nuanyi.example").searchParams);
  expect(to(startFor("/services/1/book", "?slot=2&x=%20"))).toBe("/services/1/book?slot=2&x=%20");
  for (const away of ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", "/a b"])
    expect([away, to(`/?to=${encodeURIComponent(away)}`)]).toEqual([away, undefined]);
  expect(to("/")).toBeUndefined();
});

test("a kept page says when it was kept, and is hidden where it only stands in", () => {
  expect(markKept('<!DOCTYPE html><html lang="zh-CN"><html >', "2026-11-24T02:00:00.000Z", false)).toBe(
    '<!DOCTYPE html><html data-kept="2026-11-24T02:00:00.000Z" lang="zh-CN"><html >',
  );
  expect(markKept('<html lang="en">', "t", true)).toContain("data-leaving");
});
