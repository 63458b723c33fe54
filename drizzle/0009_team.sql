CREATE TABLE "approval_asks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"remind_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_asks_requestId_memberId_unique" UNIQUE("request_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "approval_asks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "approval_policies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"account_id" uuid,
	"steps" jsonb NOT NULL,
	"is_author_enough" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "approval_policies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "approval_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"version_hash" text NOT NULL,
	"member_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "approval_requests" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"member_id" uuid,
	"act" text NOT NULL,
	"post_id" uuid,
	"version" integer,
	"hash" text,
	"conversation_id" uuid,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_links" (
	"workspace_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"event_id" bigint NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_links_workspace_id_number_pk" PRIMARY KEY("workspace_id","number"),
	CONSTRAINT "audit_links_eventId_unique" UNIQUE("event_id")
);
--> statement-breakpoint
ALTER TABLE "audit_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "comments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"member_id" uuid NOT NULL,
	"asks_change" boolean NOT NULL,
	"words" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "comments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"is_client" boolean DEFAULT false NOT NULL,
	"invited_by" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"used_by" uuid,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitations_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "approvals" ADD COLUMN "policies" jsonb;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "is_client" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "quiet" jsonb;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "mark" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "plan" text DEFAULT 'own' NOT NULL;--> statement-breakpoint
ALTER TABLE "approval_asks" ADD CONSTRAINT "approval_asks_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_asks" ADD CONSTRAINT "approval_asks_request_id_approval_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."approval_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_asks" ADD CONSTRAINT "approval_asks_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_asks" ADD CONSTRAINT "approval_asks_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_policies" ADD CONSTRAINT "approval_policies_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_policies" ADD CONSTRAINT "approval_policies_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_requests" ADD CONSTRAINT "approval_requests_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_links" ADD CONSTRAINT "audit_links_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_members_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_used_by_members_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_asks_reminders" ON "approval_asks" USING btree ("remind_at") WHERE remind_at is not null;--> statement-breakpoint
CREATE INDEX "approval_asks_member" ON "approval_asks" USING btree ("member_id","post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_policies_one" ON "approval_policies" USING btree ("workspace_id",coalesce(account_id, '00000000-0000-0000-0000-000000000000'::uuid));--> statement-breakpoint
CREATE UNIQUE INDEX "approval_requests_one_open" ON "approval_requests" USING btree ("post_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "approval_requests_expiry" ON "approval_requests" USING btree ("expires_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "audit_events_post" ON "audit_events" USING btree ("post_id");--> statement-breakpoint
CREATE POLICY "approval_asks_workspace" ON "approval_asks" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "approval_asks_system" ON "approval_asks" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "approval_asks_backup" ON "approval_asks" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
CREATE POLICY "approval_policies_workspace" ON "approval_policies" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "approval_policies_system" ON "approval_policies" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "approval_policies_backup" ON "approval_policies" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
CREATE POLICY "approval_requests_workspace" ON "approval_requests" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "approval_requests_system" ON "approval_requests" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "approval_requests_backup" ON "approval_requests" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
CREATE POLICY "audit_events_workspace" ON "audit_events" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "audit_events_system" ON "audit_events" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_events_backup" ON "audit_events" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
CREATE POLICY "audit_links_workspace" ON "audit_links" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "audit_links_system" ON "audit_links" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_links_backup" ON "audit_links" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
CREATE POLICY "comments_workspace" ON "comments" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "comments_system" ON "comments" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "comments_backup" ON "comments" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
CREATE POLICY "invitations_workspace" ON "invitations" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "invitations_system" ON "invitations" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "invitations_backup" ON "invitations" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
-- By hand from here on: the walls, the grants, and the guard of approvals.
ALTER TABLE "approval_policies" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "approval_requests" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "approval_asks" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "comments" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "invitations" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_links" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON approval_policies TO leopost_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON approval_requests, approval_asks, invitations TO leopost_app;--> statement-breakpoint
GRANT SELECT, INSERT ON comments, audit_events TO leopost_app;--> statement-breakpoint
GRANT SELECT ON audit_links TO leopost_app;--> statement-breakpoint
GRANT SELECT ON approval_policies, comments TO leopost_system;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON approval_asks TO leopost_system;--> statement-breakpoint
GRANT SELECT, UPDATE ON approval_requests, invitations TO leopost_system;--> statement-breakpoint
GRANT SELECT, INSERT ON audit_events, audit_links TO leopost_system;--> statement-breakpoint
GRANT UPDATE ON members TO leopost_system;--> statement-breakpoint
GRANT UPDATE (mark, plan) ON workspaces TO leopost_system;--> statement-breakpoint
GRANT SELECT ON approval_policies, approval_requests, approval_asks, comments, invitations, audit_events, audit_links TO leopost_backup;--> statement-breakpoint
-- An approval stands on as many members' yeses as each policy of its accounts asks for; the author's counts where the policy says so.
CREATE FUNCTION guard_approval() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM approval_policies p
    WHERE p.workspace_id = NEW.workspace_id
      AND EXISTS (
        SELECT 1 FROM variants v WHERE v.post_id = NEW.post_id AND v.version = NEW.version
          AND (v.account_id = p.account_id OR (p.account_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM approval_policies own WHERE own.account_id = v.account_id)))
      )
      AND (
        SELECT count(DISTINCT s.member_id) FROM signoffs s JOIN posts po ON po.id = s.post_id
        WHERE s.post_id = NEW.post_id AND s.version = NEW.version AND s.version_hash = NEW.version_hash
          AND (p.is_author_enough OR s.member_id <> po.author_id)
          AND NOT EXISTS (SELECT 1 FROM approvals a WHERE a.post_id = NEW.post_id AND a.version = NEW.version
            AND a.created_at >= s.created_at)
      ) < jsonb_array_length(p.steps)
  ) THEN
    RAISE EXCEPTION 'this version has fewer yeses than its policy asks for' USING ERRCODE = 'LP003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approvals_guard BEFORE INSERT ON approvals FOR EACH ROW EXECUTE FUNCTION guard_approval();
