CREATE TABLE "template_drafts" (
	"template_id" text PRIMARY KEY NOT NULL,
	"subject" text,
	"text" text NOT NULL,
	"missing" jsonb NOT NULL,
	"updated_at" timestamptz(3) NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "campaign_places" ADD COLUMN "gateway_id" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "routed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "template_drafts" ADD CONSTRAINT "template_drafts_template_id_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."templates"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_places" ADD CONSTRAINT "campaign_places_gateway_id_gateways_id_fk" FOREIGN KEY ("gateway_id") REFERENCES "public"."gateways"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campaigns_by_start" ON "campaigns" USING btree ("started_at") WHERE "campaigns"."started_at" is not null;--> statement-breakpoint
CREATE INDEX "messages_of_advertising" ON "messages" USING btree ("created_at","address","customer_id") WHERE "messages"."marketing";--> statement-breakpoint
CREATE INDEX "replies_by_message" ON "replies" USING btree ("message_id") WHERE "replies"."message_id" is not null;