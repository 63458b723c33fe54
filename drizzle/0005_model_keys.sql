CREATE TABLE "model_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"credentials" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_keys_workspaceId_provider_unique" UNIQUE("workspace_id","provider")
);
--> statement-breakpoint
ALTER TABLE "model_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "model_keys" ADD CONSTRAINT "model_keys_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "model_keys_workspace" ON "model_keys" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "model_keys_system" ON "model_keys" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "model_keys_backup" ON "model_keys" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
-- Written by hand from here on: the wall and the grants; the system role reads and seals again, nothing else.
ALTER TABLE "model_keys" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON model_keys TO leopost_app;--> statement-breakpoint
GRANT SELECT, UPDATE, DELETE ON model_keys TO leopost_system;--> statement-breakpoint
GRANT SELECT ON model_keys TO leopost_backup;
