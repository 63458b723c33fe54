CREATE TABLE "lessons" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"detail" text DEFAULT '' NOT NULL,
	"seen" integer NOT NULL,
	"post_id" uuid,
	"offered_at" timestamp with time zone,
	"answer" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lessons_workspaceId_kind_detail_unique" UNIQUE("workspace_id","kind","detail")
);
--> statement-breakpoint
ALTER TABLE "lessons" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "samples" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"text" text NOT NULL,
	"hash" text NOT NULL,
	"platform" text,
	"source" text NOT NULL,
	"origin" text,
	"posted_at" timestamp with time zone,
	"vector" real[],
	"vector_model" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "samples_workspaceId_hash_unique" UNIQUE("workspace_id","hash")
);
--> statement-breakpoint
ALTER TABLE "samples" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "facts" ADD COLUMN "asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "facts" ADD COLUMN "source" text DEFAULT 'given' NOT NULL;--> statement-breakpoint
ALTER TABLE "facts" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "allowed" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "terms" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "findings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "samples" ADD CONSTRAINT "samples_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "facts_ended" ON "facts" USING btree ("until") WHERE asked_at is null;--> statement-breakpoint
CREATE INDEX "rules_terms" ON "rules" USING btree ("workspace_id") WHERE terms <> '{}';--> statement-breakpoint
CREATE POLICY "lessons_workspace" ON "lessons" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "lessons_system" ON "lessons" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "lessons_backup" ON "lessons" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
CREATE POLICY "samples_workspace" ON "samples" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "samples_system" ON "samples" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "samples_backup" ON "samples" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
-- By hand: walls forced on the new tables, and what each role may do with them.
ALTER TABLE "lessons" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "samples" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON lessons, samples TO leopost_app;--> statement-breakpoint
GRANT SELECT ON lessons, samples TO leopost_backup;--> statement-breakpoint
-- What is sent is held against the terms of its brand, and facts that ended are asked about.
GRANT SELECT ON rules TO leopost_system;--> statement-breakpoint
GRANT SELECT, UPDATE (asked_at) ON facts TO leopost_system;
