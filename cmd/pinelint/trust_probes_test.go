package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/access"
)

func parsedTrust(t *testing.T, text []byte) *access.Policy {
	t.Helper()
	policy, err := access.ParseJSON("trust", text)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// decidedTrust takes one denial for the other.
func decidedTrust(request access.Request, policy *access.Policy) access.Effect {
	decision := access.Decide(request, access.Policies{Resource: policy, AssumeCallerAllowed: true})
	if decision.Effect == access.ExplicitDeny {
		return access.ImplicitDeny
	}
	return decision.Effect
}

// trustRequests are all that anyone may ask of a role, also with the texts of some policies:
// as they are written, and with something in the place of each wildcard.
func trustRequests(policies ...[]byte) []access.Request {
	callers, ids := trustCallers(), trustExternalIDs()
	for _, policy := range policies {
		var document any
		_ = json.Unmarshal(policy, &document)
		leaves(document, "", func(at, text string) {
			for _, star := range []string{"", "z", "0", "z/z", ":user/", "le/z"} {
				text := strings.NewReplacer("*", star, "?", (star + "z")[:1]).Replace(text)
				if possibleCaller.MatchString(text) && !slices.Contains(callers, text) {
					callers = append(callers, text)
				}
				if strings.Contains(at, "/Condition/") && !slices.Contains(ids, text) {
					ids = append(ids, text)
				}
			}
		})
	}
	var requests []access.Request
	for _, caller := range callers {
		if strings.Contains(caller, ":saml-provider/") { // such a request has no external id
			requests = append(requests, trustRequest(caller, "sts:AssumeRoleWithSAML", noExternalID))
			continue
		}
		for _, action := range []string{"sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"} {
			for _, id := range append(ids, noExternalID) {
				requests = append(requests, trustRequest(caller, action, id))
			}
		}
	}
	return requests
}

// possibleCaller is one that AWS can have.
var possibleCaller = regexp.MustCompile(`^arn:aws:(iam::\d{12}:(root|(role|user)/[\w+=,.@/-]+)|sts::\d{12}:assumed-role/[\w+=,.@-]+/[\w+=,.@-]+)$`)

const noExternalID = "\x00"

func trustRequest(caller, action, id string) access.Request {
	request := access.Request{
		Principal: caller, Action: action, Resource: "arn:aws:iam::111122223333:role/pinecone-cmek",
		Context: map[string][]string{}, UnknownContext: []string{"aws:SourceIp", "aws:MultiFactorAuthPresent"},
	}
	if id != noExternalID {
		request.Context["sts:ExternalId"] = []string{id}
	}
	return request
}

func trustExternalIDs() []string {
	const registered = "2f6c1d0e-7b1a-4c58-9f0e-3d8f2a6b7c41"
	return []string{registered, strings.ToUpper(registered), "", "another", "*", registered + "x", registered[:8]}
}

func trustCallers() []string {
	callers := []string{"", "ec2.amazonaws.com", "arn:aws:iam::111122223333:saml-provider/okta"}
	for _, account := range []string{"123456789012", "666666666666", "111122223333"} {
		prefix := "arn:aws:iam::" + account + ":"
		for _, region := range []string{"us-east-1", "us-west-2", "eu-west-1", "eu-central-1"} {
			callers = append(callers, prefix+"role/pinecone_cmek_access_"+region)
		}
		callers = append(callers, prefix+"role/team/pinecone_cmek_access_us-east-1", prefix+"role/pinecone_cmek_access_",
			prefix+"role/Pinecone_cmek_access_us-east-1", prefix+"role/other", prefix+"user/pinecone_cmek_access_us-east-1",
			prefix+"user/eve", prefix+"root", "arn:aws:sts::"+account+":assumed-role/pinecone_cmek_access_us-east-1/session")
	}
	return callers
}
