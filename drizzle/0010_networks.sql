CREATE TABLE "quotas" (
	"name" text PRIMARY KEY NOT NULL,
	"remaining" integer NOT NULL,
	"resets_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"publication_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"measures" jsonb NOT NULL,
	"raw" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "snapshots" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "end_told_for" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "brands" ADD COLUMN "digest_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "publications" ADD COLUMN "measure_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_publication_id_publications_id_fk" FOREIGN KEY ("publication_id") REFERENCES "public"."publications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "snapshots_publication" ON "snapshots" USING btree ("publication_id","at");--> statement-breakpoint
CREATE INDEX "publications_measure" ON "publications" USING btree ("measure_at") WHERE measure_at is not null;--> statement-breakpoint
CREATE POLICY "snapshots_workspace" ON "snapshots" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "snapshots_system" ON "snapshots" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "snapshots_backup" ON "snapshots" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
-- By hand: the wall and the grants.
ALTER TABLE "snapshots" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT ON snapshots TO leopost_app;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON snapshots TO leopost_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON quotas TO leopost_system;--> statement-breakpoint
GRANT UPDATE (digest_at) ON brands TO leopost_system;--> statement-breakpoint
GRANT SELECT ON snapshots, quotas TO leopost_backup;
