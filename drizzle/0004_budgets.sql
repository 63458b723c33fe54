CREATE TABLE "budgets" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"day_limit" bigint,
	"month_limit" bigint,
	"day" text NOT NULL,
	"day_spent" bigint DEFAULT 0 NOT NULL,
	"month" text NOT NULL,
	"month_spent" bigint DEFAULT 0 NOT NULL,
	"open" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"day_warned" text,
	"month_warned" text
);
--> statement-breakpoint
ALTER TABLE "budgets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "usage" ADD COLUMN "kind" text DEFAULT 'text' NOT NULL;--> statement-breakpoint
ALTER TABLE "usage" ADD COLUMN "amount" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "budgets_workspace" ON "budgets" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "budgets_system" ON "budgets" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "budgets_backup" ON "budgets" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
-- Written by hand from here on: the wall, the grants, and what is spent already.
ALTER TABLE "budgets" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON budgets TO leopost_app;--> statement-breakpoint
GRANT SELECT ON budgets TO leopost_backup;--> statement-breakpoint
INSERT INTO budgets (workspace_id, day, month, day_spent, month_spent)
  SELECT u.workspace_id, to_char(now(), 'YYYY-MM-DD'), to_char(now(), 'YYYY-MM'),
    coalesce(sum(u.micros) filter (where u.created_at >= date_trunc('day', now())), 0), sum(u.micros)
  FROM usage u WHERE u.created_at >= date_trunc('month', now()) GROUP BY u.workspace_id;
