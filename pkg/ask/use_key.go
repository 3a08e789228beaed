package ask

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// keyActions are what a role is asked about for a key: to use it, to administer it, and to
// destroy it.
func keyActions() []string {
	return []string{
		"kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey",
		"kms:CancelKeyDeletion", "kms:CreateGrant", "kms:DisableKeyRotation", "kms:EnableKey", "kms:ImportKeyMaterial",
		"kms:RevokeGrant", "kms:TagResource", "kms:UpdateKeyDescription",
		"kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion",
	}
}

func (a *asker) useKey(role, key *snapshot.Resource, own access.Policies, out *snapshot.Access) {
	policies := own
	policies.Resource, policies.ResourceUnread = a.keyPolicy(key)
	policies.Grants, policies.GrantsUnread = a.grants(key)
	for _, action := range keyActions() {
		q := a.roleQuestion(role, key, action, a.names.arns[key.ID])
		if via := a.viaStorage(role, key); via != "" {
			q.request.Context["kms:ViaService"] = []string{via}
		}
		inRegion(q, a.regionOf(key))
		answer := a.certain(q, a.byAliases(key, q, policies), role, key, policies)
		answer.CrossAccount = a.apart(role, a.names.accounts[key.ID])
		out.Use = append(out.Use, answer)
	}
}

// viaStorage is the endpoint of S3 that calls KMS for a role which only writes to a bucket
// that is encrypted with the key; empty where its region is not known.
func (a *asker) viaStorage(role, key *snapshot.Resource) string {
	if role.Serves("cmek") {
		return ""
	}
	for _, bucket := range a.linked(role, "buckets") {
		a.rests(bucket, "/region")
		region := snapshot.Text(bucket.Values, "region")
		if region != "" && slices.Contains(bucket.Links["kms_key"], key.ID) {
			return "s3." + region + ".amazonaws.com"
		}
	}
	return ""
}

// useStrangeKeys asks about keys that only a registration names, by ARN: their policies
// are not known, and what the role's own say may still be enough to tell.
func (a *asker) useStrangeKeys(role *snapshot.Resource, own access.Policies, out *snapshot.Access) {
	for _, registration := range a.linked(role, "cmek_keys") {
		arn := snapshot.Text(registration.Values, "key")
		if len(registration.Links["key"]) > 0 || !strings.HasPrefix(arn, "arn:") {
			continue
		}
		policies := own
		policies.ResourceUnread = "the policy of " + arn + " was not read"
		for _, action := range keyActions() {
			q := a.roleQuestion(role, registration, action, arn)
			inRegion(q, regionIn(arn))
			answer := a.certain(q, a.answer(q, policies), role, registration, policies)
			answer.CrossAccount = a.apart(role, accountOf(arn))
			out.Use = append(out.Use, answer)
		}
	}
}

// inRegion tells the region that a request for a key goes to: the key's, where that is known. KMS
// takes a request for a key in no other (IAM User Guide, "AWS global condition context keys").
func inRegion(q question, region string) {
	if region != "" {
		q.request.Context["aws:RequestedRegion"] = []string{region}
	}
}

func (a *asker) roleQuestion(role, about *snapshot.Resource, action, arn string) question {
	context := map[string][]string{}
	if role.Serves("cmek") { // Pinecone calls KMS itself
		context["kms:ViaService"] = nil
		context["kms:GrantIsForAWSResource"] = []string{"false"}
	}
	return question{
		kind: snapshot.KindRole, holder: role, about: about, request: access.Request{
			Principal: a.names.arns[role.ID], Action: action, Resource: arn,
			Context: context, UnknownContext: []string{"*"},
		},
	}
}

// apart says whether it is known that a role is not of an account.
func (a *asker) apart(role *snapshot.Resource, account string) bool {
	own := a.names.accounts[role.ID]
	return own != "" && account != "" && own != account
}
