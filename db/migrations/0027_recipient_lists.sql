CREATE TABLE "recipient_list_rows" (
	"list_id" text NOT NULL,
	"phone" text NOT NULL,
	"own" jsonb NOT NULL,
	CONSTRAINT "recipient_list_rows_list_id_phone_pk" PRIMARY KEY("list_id","phone"),
	CONSTRAINT "recipient_list_rows_phone" CHECK ("recipient_list_rows"."phone" ~ '^\+[0-9]{8,15}$')
);
--> statement-breakpoint
CREATE TABLE "recipient_lists" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"unit_id" text NOT NULL,
	"columns" jsonb NOT NULL,
	"consent" jsonb,
	"phones" integer DEFAULT 0 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	CONSTRAINT "recipient_lists_phones" CHECK ("recipient_lists"."phones" between 0 and 200000)
);
--> statement-breakpoint
ALTER TABLE "campaign_entries" ADD COLUMN "own" jsonb;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "list_id" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "about_customer_id" text;--> statement-breakpoint
ALTER TABLE "recipient_list_rows" ADD CONSTRAINT "recipient_list_rows_list_id_recipient_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."recipient_lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recipient_lists" ADD CONSTRAINT "recipient_lists_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recipient_list_rows_by_phone" ON "recipient_list_rows" USING btree ("phone");--> statement-breakpoint
CREATE UNIQUE INDEX "recipient_lists_name_once" ON "recipient_lists" USING btree ("name");--> statement-breakpoint
CREATE INDEX "recipient_lists_by_creation" ON "recipient_lists" USING btree ("created_at","id");--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_list_id_recipient_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."recipient_lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campaign_entries_of_nobody" ON "campaign_entries" USING btree ("phone") WHERE "campaign_entries"."customer_id" is null;--> statement-breakpoint
CREATE INDEX "imports_by_list" ON "imports" USING btree ("list_id") WHERE "imports"."list_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_about_customer" ON "messages" USING btree ("about_customer_id") WHERE "messages"."about_customer_id" is not null;--> statement-breakpoint
-- What was selected before there were lists names none.
UPDATE "campaigns" SET "audiences" = (
	SELECT jsonb_agg('{"list":null}'::jsonb || "one" ORDER BY "place") FROM jsonb_array_elements("audiences") WITH ORDINALITY AS "each" ("one", "place")
) WHERE jsonb_array_length("audiences") > 0;--> statement-breakpoint
UPDATE "segments" SET "audiences" = (
	SELECT jsonb_agg('{"list":null}'::jsonb || "one" ORDER BY "place") FROM jsonb_array_elements("audiences") WITH ORDINALITY AS "each" ("one", "place")
) WHERE jsonb_array_length("audiences") > 0;
