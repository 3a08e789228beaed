// Package aws reads what an AWS account has of what Pinecone uses: the roles that Pinecone
// assumes, the KMS keys it encrypts with, the VPC endpoints that lead to it with their
// network and DNS, and the bucket that it writes audit logs to. It only reads: what it can
// send is in one table, and docs/aws-policy.json is the permission that the table needs.
package aws

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Options are what to read, with which credentials, and within which bounds.
type Options struct {
	// Accounts are tried for every target whose ARN does not say where it is.
	Accounts []Account
	// Regions are those of accounts that have none of their own. A key's ARN is read in
	// its own region in any case.
	Regions []string
	Targets Targets
	// Discover also looks for what nobody declared: roles that trust Pinecone, endpoints
	// that connect to it, zones that have its name.
	Discover bool
	Pinecone Pinecone
	Types    snapshot.Types
	// Jobs is how many things are read at a time; 0 is 4.
	Jobs int
	// Now is the clock of [snapshot.Call.Time]. Signatures have the SDK's own, which
	// follows that of AWS.
	Now func() time.Time
	// Watch is told of each request, from several goroutines; nil for nobody.
	Watch  func(collect.Request)
	Limits Limits
}

// Account is one way into an AWS account.
type Account struct {
	// Name is what a person calls it, such as "profile audit".
	Name string
	// Config has credentials, and an endpoint and HTTP client if they are not AWS's own.
	Config aws.Config
	// Regions are the account's, where they are not [Options.Regions].
	Regions []string
}

// Targets name what is read. ARNs are read in the account and region that they name.
type Targets struct {
	// Roles are ARNs or names.
	Roles []string
	// Keys are ARNs, ids, alias names (alias/…) or alias ARNs.
	Keys []string
	// Endpoints are ids of VPC endpoints; VPCs, Subnets and SecurityGroups are read beside
	// those that endpoints name.
	Endpoints, VPCs, Subnets, SecurityGroups []string
	// Zones are ids of Route 53 hosted zones.
	Zones   []string
	Buckets []Bucket
}

// Bucket is a bucket, by its name or ARN.
type Bucket struct {
	Name string
	// Logs says that Pinecone writes audit logs to it, below Prefix (empty, or with a
	// slash at its end): the objects there are listed, not read.
	Logs   bool
	Prefix string
}

// Pinecone is how Pinecone is recognised.
type Pinecone struct {
	// Services are the names of its private endpoint services.
	Services []string
	// Accounts are the numbers of the AWS accounts that its integrations come from.
	Accounts []string
}

// cmekRole is how the names of the roles begin with which Pinecone uses a customer's key
// (guide "Configure customer-managed encryption keys", step 1).
const cmekRole = "pinecone_cmek_access_"

// Collect reads the targets, and what Pinecone reaches through them, and reports a source
// for each service, account and region. The error is that of ctx alone; what was read
// before it is handed on.
func Collect(ctx context.Context, options Options, sink collect.Sink) error {
	c := newCollector(options)
	limited, cancel := context.WithTimeoutCause(ctx, c.options.Limits.Total, errTotal)
	defer cancel()
	c.signIn(limited)
	c.readRoles(limited)
	c.readNetworks(limited)
	c.readZones(limited)
	c.readBuckets(limited)
	c.readKeys(limited)
	c.hand(sink)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read AWS: %w", err)
	}
	return nil
}
