import { expect, test } from "vitest";
import { netOf } from "#app/platform/net-of.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::FFFF:cb00:7107", "203.0.113.7"],
  ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8::a:2:3:4", "2001:0db8:0000:0000::"],
  ["2001:db8::b:2:3:4", "2001:0db8:0000:0000::"],
  ["2001:DB8:0:0:ffff:2:3:4", "2001:0db8:0000:0000::"],
  ["2001:db8::1", "2001:0db8:0000:0000::"],
  ["2001:db8:0:1::1", "2001:0db8:0000:0001::"],
  ["fe80::1%eth0", "fe80:0000:0000:0000::"],
  ["::1", "0000:0000:0000:0000::"],
  ["", ""],
  ["1:2:3", "1:2:3"],
  ["::x::", "::x::"],
])("%s counts as %s", (address, net) => {
  expect(netOf(address)).toBe(net);
});

test("65,536 addresses of one net of 64 bits are one, however each is written", () => {
  const nets = new Set(
    Array.from({ length: 65_536 }, (_, n) =>
      netOf(`2001:db8:1:2${n % 2 ? ":0:" : "::"}${n.toString(16)}${n % 2 ? ":0:1" : ""}`),
    ),
  );
  expect([...nets]).toEqual(["2001:0db8:0001:0002::"]);
});
