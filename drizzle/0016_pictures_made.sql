CREATE TABLE "drawings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"message_id" bigint NOT NULL,
	"post_id" uuid NOT NULL,
	"wanted" text,
	"status" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"model" text,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "drawings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "brands" ADD COLUMN "colour" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "drawn_from" text;--> statement-breakpoint
ALTER TABLE "drawings" ADD CONSTRAINT "drawings_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drawings" ADD CONSTRAINT "drawings_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drawings_status" ON "drawings" USING btree ("status","lease_until");--> statement-breakpoint
CREATE INDEX "media_drawn" ON "media" USING btree ("workspace_id","drawn_from");--> statement-breakpoint
CREATE POLICY "drawings_workspace" ON "drawings" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "drawings_system" ON "drawings" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "drawings_backup" ON "drawings" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
-- By hand: the wall and the grants.
ALTER TABLE "drawings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON drawings TO leopost_app;--> statement-breakpoint
GRANT SELECT, UPDATE, DELETE ON drawings TO leopost_system;--> statement-breakpoint
GRANT SELECT ON drawings TO leopost_backup;
