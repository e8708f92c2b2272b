import type { Role } from "#app/features/people/staff/staff.ts";
import { directly } from "./proxy.ts";
import type { TestServer } from "./server.ts";

type At = Pick<TestServer, "origin">;

/** Somebody new who serves at a point of a running server, by its test switch. */
export async function signIn(
  server: At,
  role: Role,
  pointId: string,
  qualification = "",
): Promise<{ token: string; staffId: string }> {
  const response = await fetch(`${directly(server.origin)}/test/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ role, point_id: pointId, qualification }),
  });
  const { token, staff_id: staffId } = (await response.json()) as { token: string; staff_id: string };
  return { token, staffId };
}

/** Posts a page's form as somebody; redirects are not followed. */
export async function postForm(
  server: At,
  token: string | undefined,
  path: string,
  fields: Record<string, string>,
): Promise<{ status: number; headers: Headers; text: string }> {
  const response = await fetch(server.origin + path, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(fields),
    headers: { ...(token && { authorization: `Bearer ${token}` }) },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const secretIn = (html: string): string => /class="big-secret">([\w-]+)</.exec(html)![1]!;

/** A key of a hospital's system, made on the page of its point's manager. */
export async function integrationKey(server: At, manager: string, pointId: string): Promise<string> {
  return secretIn((await postForm(server, manager, `/desk/${pointId}/people`, { act: "key", name: "HIS" })).text);
}

/** The token of a tablet that a manager sets up; that manager's session ends with it. */
export async function tablet(server: At, pointId: string): Promise<string> {
  const { token: manager } = await signIn(server, "manager", pointId);
  const { headers } = await postForm(server, manager, `/desk/${pointId}/people`, { act: "tablet", name: "T1" });
  return /=([^;]+)/.exec(headers.get("set-cookie")!)![1]!;
}

/** A fresh PIN of somebody at a point. */
export async function pin(server: At, token: string, pointId: string): Promise<string> {
  return secretIn((await postForm(server, token, "/duty/ways", { act: "pin", point: pointId })).text);
}
