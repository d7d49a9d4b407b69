CREATE TABLE `buyers` (
	`store_id` text NOT NULL,
	`address_hash` text NOT NULL,
	`bought_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `address_hash`)
);
--> statement-breakpoint
CREATE TABLE `cart_mails` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`shopper_id` text NOT NULL,
	`cart_id` text NOT NULL,
	`cart_version` integer NOT NULL,
	`address_hash` text NOT NULL,
	`address_sealed` text,
	`network_hash` text NOT NULL,
	`purpose` text NOT NULL,
	`language` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`attempt` integer DEFAULT 0 NOT NULL,
	`due_at` integer,
	`provider` text,
	`provider_message_id` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `cart_mails_cart` ON `cart_mails` (`cart_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `cart_mails_address` ON `cart_mails` (`address_hash`,`store_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `cart_mails_shopper` ON `cart_mails` (`shopper_id`,`store_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `cart_mails_network` ON `cart_mails` (`network_hash`,`store_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `cart_mails_due` ON `cart_mails` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `cart_mails_age` ON `cart_mails` (`created_at`);--> statement-breakpoint
CREATE INDEX `cart_mails_provider_id` ON `cart_mails` (`provider_message_id`,`store_id`) WHERE provider_message_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `cart_offers` (
	`shopper_id` text NOT NULL,
	`cart_id` text NOT NULL,
	`store_id` text NOT NULL,
	`message_id` text,
	`settled_version` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`shopper_id`, `cart_id`)
);
--> statement-breakpoint
CREATE INDEX `cart_offers_expiry` ON `cart_offers` (`expires_at`);--> statement-breakpoint
CREATE TABLE `carts` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`shopper_id` text NOT NULL,
	`status` text NOT NULL,
	`lines` text NOT NULL,
	`items` integer NOT NULL,
	`currency` text NOT NULL,
	`total_minor` integer NOT NULL,
	`fingerprint` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`contact_id` text,
	`address_hash` text,
	`given_address_hash` text,
	`coupons` text,
	`ref` text,
	`language` text,
	`country` text,
	`timezone` text,
	`stage` text DEFAULT 'cart' NOT NULL,
	`reason` text,
	`created_at` integer NOT NULL,
	`observed_at` integer NOT NULL,
	`active_at` integer NOT NULL,
	`idle_at` integer,
	`abandoned_at` integer,
	`closed_at` integer,
	`parted_at` integer,
	`resumed_message_id` text,
	`resumed_cart_id` text,
	`resumed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `carts_open` ON `carts` (`store_id`,`shopper_id`) WHERE status IN ('active', 'abandoned');--> statement-breakpoint
CREATE INDEX `carts_shopper` ON `carts` (`shopper_id`,`store_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `carts_idle` ON `carts` (`idle_at`) WHERE idle_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `carts_abandoned` ON `carts` (`abandoned_at`) WHERE status = 'abandoned';--> statement-breakpoint
CREATE INDEX `carts_address` ON `carts` (`address_hash`,`store_id`) WHERE address_hash IS NOT NULL;--> statement-breakpoint
CREATE INDEX `carts_ref` ON `carts` (`ref`,`store_id`) WHERE ref IS NOT NULL;--> statement-breakpoint
CREATE INDEX `carts_age` ON `carts` (`created_at`,`store_id`);--> statement-breakpoint
CREATE TABLE `code_attempts` (
	`network_hash` text NOT NULL,
	`store_id` text NOT NULL,
	`hour` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`network_hash`, `store_id`, `hour`)
);
--> statement-breakpoint
CREATE INDEX `code_attempts_hour` ON `code_attempts` (`hour`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`address_hash` text NOT NULL,
	`shopper_id` text,
	`decision` text NOT NULL,
	`rule` text,
	`basis` text NOT NULL,
	`surface` text NOT NULL,
	`words` text NOT NULL,
	`words_version` text NOT NULL,
	`language` text NOT NULL,
	`page` text NOT NULL,
	`country` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `consents_address` ON `consents` (`address_hash`,`store_id`,`at`);--> statement-breakpoint
CREATE INDEX `consents_age` ON `consents` (`at`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`channel` text NOT NULL,
	`address_hash` text NOT NULL,
	`address_sealed` text NOT NULL,
	`language` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_address` ON `contacts` (`store_id`,`channel`,`address_hash`);--> statement-breakpoint
CREATE INDEX `contacts_age` ON `contacts` (`created_at`,`store_id`);--> statement-breakpoint
CREATE TABLE `coupons` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`incentive` text NOT NULL,
	`source` text NOT NULL,
	`code_hash` text NOT NULL,
	`code_sealed` text NOT NULL,
	`status` text NOT NULL,
	`occasion` text,
	`address_hash` text,
	`shopper_id` text,
	`cart_id` text,
	`kind` text,
	`value` integer,
	`currency` text,
	`worth_minor` integer,
	`issued_at` integer,
	`ends_at` integer,
	`redeemed_at` integer,
	`due_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `coupons_code` ON `coupons` (`code_hash`,`store_id`) WHERE source <> 'fixed';--> statement-breakpoint
CREATE INDEX `coupons_incentive` ON `coupons` (`incentive`,`store_id`,`status`);--> statement-breakpoint
CREATE INDEX `coupons_address` ON `coupons` (`address_hash`,`store_id`) WHERE address_hash IS NOT NULL;--> statement-breakpoint
CREATE INDEX `coupons_shopper` ON `coupons` (`shopper_id`,`store_id`) WHERE shopper_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `coupons_cart` ON `coupons` (`cart_id`) WHERE cart_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `coupons_due` ON `coupons` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `daily_counts` (
	`store_id` text NOT NULL,
	`day` integer NOT NULL,
	`what` text NOT NULL,
	`currency` text NOT NULL,
	`count` integer NOT NULL,
	`value_minor` integer NOT NULL,
	PRIMARY KEY(`store_id`, `day`, `what`, `currency`)
);
--> statement-breakpoint
CREATE TABLE `delivery_events` (
	`event_id` text NOT NULL,
	`provider` text NOT NULL,
	`store_id` text NOT NULL,
	`message_id` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`event_id`, `provider`, `store_id`)
);
--> statement-breakpoint
CREATE INDEX `delivery_events_message` ON `delivery_events` (`message_id`);--> statement-breakpoint
CREATE INDEX `delivery_events_age` ON `delivery_events` (`received_at`);--> statement-breakpoint
CREATE TABLE `handover_codes` (
	`cart_id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `handover_codes_hash` ON `handover_codes` (`code_hash`,`store_id`);--> statement-breakpoint
CREATE INDEX `handover_codes_expiry` ON `handover_codes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `incentive_counts` (
	`store_id` text NOT NULL,
	`incentive` text NOT NULL,
	`month` integer NOT NULL,
	`what` text NOT NULL,
	`count` integer NOT NULL,
	`worth_minor` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `incentive`, `month`, `what`)
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`data` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`attempt` integer DEFAULT 0 NOT NULL,
	`due_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_key` ON `notices` (`key`,`store_id`);--> statement-breakpoint
CREATE INDEX `notices_due` ON `notices` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notices_age` ON `notices` (`created_at`,`store_id`);--> statement-breakpoint
CREATE TABLE `order_sightings` (
	`store_id` text NOT NULL,
	`number` text NOT NULL,
	`shopper_id` text NOT NULL,
	`cart_id` text,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `number`, `shopper_id`)
);
--> statement-breakpoint
CREATE INDEX `order_sightings_age` ON `order_sightings` (`seen_at`);--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`number` text NOT NULL,
	`cart_id` text,
	`address_hash` text,
	`total_minor` integer,
	`currency` text,
	`message_id` text,
	`placed_at` integer NOT NULL,
	`status` text DEFAULT 'placed' NOT NULL,
	`event_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_number` ON `orders` (`store_id`,`number`);--> statement-breakpoint
CREATE INDEX `orders_placed` ON `orders` (`store_id`,`placed_at`);--> statement-breakpoint
CREATE INDEX `orders_cart` ON `orders` (`cart_id`) WHERE cart_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `page_findings` (
	`store_id` text NOT NULL,
	`page` text NOT NULL,
	`widget` text NOT NULL,
	`reason` text NOT NULL,
	`pages` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `page`, `widget`, `reason`)
);
--> statement-breakpoint
CREATE INDEX `page_findings_age` ON `page_findings` (`last_seen_at`);--> statement-breakpoint
CREATE TABLE `provider_pauses` (
	`store_id` text NOT NULL,
	`provider` text NOT NULL,
	`reason` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer NOT NULL,
	PRIMARY KEY(`store_id`, `provider`)
);
--> statement-breakpoint
CREATE TABLE `recovery_links` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`cart_id` text NOT NULL,
	`message_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `recovery_links_expiry` ON `recovery_links` (`expires_at`);--> statement-breakpoint
CREATE TABLE `recovery_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`cart_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`address_hash` text NOT NULL,
	`step` integer NOT NULL,
	`channel` text NOT NULL,
	`plan` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`planned_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`calls` integer DEFAULT 0 NOT NULL,
	`lease_until` integer,
	`lapses` integer DEFAULT 0 NOT NULL,
	`sending_at` integer,
	`payload_sealed` text,
	`cart_version` integer,
	`provider` text,
	`provider_message_id` text,
	`accepted_at` integer,
	`resumed_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recovery_messages_step` ON `recovery_messages` (`cart_id`,`step`,`channel`);--> statement-breakpoint
CREATE INDEX `recovery_messages_due` ON `recovery_messages` (`due_at`) WHERE status = 'scheduled';--> statement-breakpoint
CREATE INDEX `recovery_messages_lease` ON `recovery_messages` (`lease_until`) WHERE status IN ('claimed', 'sending');--> statement-breakpoint
CREATE INDEX `recovery_messages_address` ON `recovery_messages` (`address_hash`,`store_id`);--> statement-breakpoint
CREATE INDEX `recovery_messages_planned` ON `recovery_messages` (`planned_at`,`store_id`);--> statement-breakpoint
CREATE INDEX `recovery_messages_provider_id` ON `recovery_messages` (`provider_message_id`,`store_id`) WHERE provider_message_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `send_attempts` (
	`message_id` text NOT NULL,
	`attempt` integer NOT NULL,
	`store_id` text NOT NULL,
	`provider` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`detail` text,
	PRIMARY KEY(`message_id`, `attempt`)
);
--> statement-breakpoint
CREATE TABLE `store_hostnames` (
	`hostname` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `store_secrets` (
	`store_id` text NOT NULL,
	`name` text NOT NULL,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `name`, `created_at`)
);
--> statement-breakpoint
CREATE TABLE `stores` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`platform` text NOT NULL,
	`shop_url` text NOT NULL,
	`origin` text NOT NULL,
	`settings` text DEFAULT '{}' NOT NULL,
	`paused_at` integer,
	`tracking_lost_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `suppressions` (
	`store_id` text NOT NULL,
	`channel` text NOT NULL,
	`address_hash` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `channel`, `address_hash`)
);
--> statement-breakpoint
CREATE TABLE `widget_counts` (
	`store_id` text NOT NULL,
	`day` integer NOT NULL,
	`widget` text NOT NULL,
	`variant` text NOT NULL,
	`event` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`store_id`, `day`, `widget`, `variant`, `event`)
);
