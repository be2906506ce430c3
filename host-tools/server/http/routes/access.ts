import { accessList } from "../../../contract/access.ts";
import { accessAsTold } from "../../staff/access-words.ts";
import { type Route, route } from "../request/route.ts";

export const accessRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/access",
    action: "access.read",
    summary: "Who may do what: every role, every action, and how far each reaches",
    answer: accessList,
    covers: { what: "every role and every action of the access table" },
    run: () => accessAsTold(),
  }),
];
