//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
)

// The organization and the account that are read live.
const (
	liveProjects = 100
	liveIndexes  = 20 // of each project
	liveKeys     = 100
	liveRoles    = 200 // of AWS, and as many KMS keys
	latency      = 50 * time.Millisecond
	// pineconeLimit is how many requests a second the fake Pinecone lets in; Pinecone documents
	// none for what is read.
	pineconeLimit = 300
)

// service is a large Pinecone organization and a large AWS account. It takes its time for each
// answer, and lets in only so many requests a second.
type service struct {
	mu     sync.Mutex
	asked  map[string]int
	second time.Time
	let    map[string]int // in this second
	counts counts
}

// counts are what a service was asked.
type counts struct {
	Requests, Refused int
	// Twice are requests that were made again though they had been answered.
	Twice []string
}

// awsLimits are requests a second, from "Request quotas for each AWS KMS API operation"; IAM has
// no documented ones.
func awsLimits(call string) int {
	switch call {
	case "kms:ListGrants":
		return 100
	case "kms:ListAliases":
		return 500
	case "kms:GetKeyPolicy", "kms:GetKeyRotationStatus":
		return 1000
	default:
		return 2000
	}
}

// serve answers until it is ended, and prints its URL first.
func serve() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	fmt.Fprintln(os.Stdout, "http://"+listener.Addr().String())
	s := &service{asked: map[string]int{}, let: map[string]int{}}
	server := &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// ServeHTTP implements [http.Handler].
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/counts" {
		s.mu.Lock()
		defer s.mu.Unlock()
		_ = json.NewEncoder(w).Encode(s.counts)
		return
	}
	time.Sleep(latency)
	call, about, token := collecttest.AWSCall(r)
	if call == "unsigned" {
		s.pinecone(w, r)
		return
	}
	if !s.admits(call, awsLimits(call), call+" "+about+" "+token) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"__type":"ThrottlingException"}`)
		return
	}
	body := awsAnswer(call, about)
	kind := "text/xml"
	if strings.HasPrefix(body, "{") {
		kind = "application/x-amz-json-1.1"
	}
	w.Header().Set("Content-Type", kind)
	_, _ = io.WriteString(w, body)
}

// admits counts a request, and says whether it is one of the few that this second takes. One
// without a name is not told from others.
func (s *service) admits(limited string, limit int, request string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts.Requests++
	if now := time.Now().Truncate(time.Second); now.After(s.second) {
		s.second, s.let = now, map[string]int{}
	}
	if s.let[limited]++; s.let[limited] > limit {
		s.counts.Refused++
		return false
	}
	if s.asked[request]++; s.asked[request] > 1 && request != "" {
		s.counts.Twice = append(s.counts.Twice, request)
	}
	return true
}

// pinecone answers for a project, whose key is its name. Each index has a path of its own in
// its name alone: that its data plane is asked once cannot be told here.
func (s *service) pinecone(w http.ResponseWriter, r *http.Request) {
	name := r.Method + " " + r.URL.RequestURI() + " of " + r.Header.Get("Api-Key")
	if r.URL.Path == "/namespaces" || r.URL.Path == "/bulk/imports" {
		name = ""
	}
	if !s.admits("pinecone", pineconeLimit, name) {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, pineconeAnswer(r.URL.Path, strings.TrimPrefix(r.Header.Get("Api-Key"), "key-of-"), r.Host))
}

func pineconeAnswer(path, project, host string) string {
	switch {
	case path == "/oauth/token":
		return `{"access_token": "token-of-the-bench", "expires_in": 1800}`
	case path == "/admin/organizations":
		return `{"data": [{"id": "o", "name": "acme", "plan": "Enterprise", "payment_status": "Active", "support_tier": "Free",` +
			` "created_at": "2026-01-01T00:00:00Z"}]}`
	case path == "/admin/projects":
		return listOf("data", liveProjects, `{"id": "p%[1]d", "name": "p%[1]d", "max_pods": 0, "organization_id": "o",`+
			` "force_encryption_with_cmek": true}`)
	case strings.HasSuffix(path, "/api-keys"):
		id := strings.Split(path, "/")[3]
		return listOf("data", liveKeys, `{"id": "`+id+`-k%[1]d", "name": "k%[1]d", "project_id": "`+id+`", "roles": ["DataPlaneViewer"]}`)
	case path == "/indexes":
		return listOf("indexes", liveIndexes, `{"name": "i%[1]d", "id": "`+project+`-i%[1]d", "host": "`+host+`",
			"deletion_protection": "enabled", "status": {"ready": true, "state": "Ready"}, "tags": {"owner": "a", "environment": "production"},
			"deployment": {"deployment_type": "managed", "cloud": "aws", "region": "us-east-1", "environment": "aped"},
			"schema": {"fields": {"_values": {"type": "dense_vector", "dimension": 1536, "metric": "cosine"}}}}`)
	case path == "/collections":
		return `{"collections": []}`
	case path == "/namespaces":
		return `{"namespaces": [{"name": "a"}], "total_count": 12}`
	default:
		return `{"data": []}`
	}
}

func listOf(name string, count int, format string) string {
	things := make([]string, count)
	for i := range things {
		things[i] = fmt.Sprintf(format, i)
	}
	return `{"` + name + `": [` + strings.Join(things, ",") + `]}`
}

// awsAnswer answers for the role or the key that is asked about, whose ARNs end in one number.
func awsAnswer(call, about string) string {
	const account = "111122223333"
	number := about[strings.LastIndexByte(about, '-')+1:]
	key := "arn:aws:kms:us-east-1:" + account + ":key/00000000-0000-4000-8000-" + number
	inIAM := func(name, body string) string {
		return "<R xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><" + name + "Result>" + body + "</" + name + "Result></R>"
	}
	switch call {
	case "sts:GetCallerIdentity":
		return "<R xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:sts::" + account +
			":assumed-role/auditor/a</Arn><Account>" + account + "</Account></GetCallerIdentityResult></R>"
	case "iam:GetRole":
		return inIAM("GetRole", "<Role><Arn>arn:aws:iam::"+account+":role/"+about+"</Arn><RoleName>"+about+"</RoleName><Path>/</Path>"+
			`<AssumeRolePolicyDocument>{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",`+
			`"Principal":{"AWS":"arn:aws:iam::123456789012:role/pinecone_cmek_access_us-east-1"}}]}</AssumeRolePolicyDocument></Role>`)
	case "iam:ListRolePolicies":
		return inIAM("ListRolePolicies", "<PolicyNames><member>use-"+number+"</member></PolicyNames><IsTruncated>false</IsTruncated>")
	case "iam:GetRolePolicy":
		return inIAM("GetRolePolicy", `<PolicyDocument>{"Version":"2012-10-17","Statement":[{"Effect":"Allow",`+
			`"Action":["kms:Encrypt","kms:Decrypt"],"Resource":"`+key+`"}]}</PolicyDocument>`)
	case "iam:ListAttachedRolePolicies":
		return inIAM("ListAttachedRolePolicies", "<AttachedPolicies/><IsTruncated>false</IsTruncated>")
	case "kms:DescribeKey":
		return `{"KeyMetadata":{"Arn":"` + key + `","KeyId":"00000000-0000-4000-8000-` + number + `","Enabled":true,"KeyUsage":"ENCRYPT_DECRYPT",` +
			`"KeyState":"Enabled","Origin":"AWS_KMS","KeyManager":"CUSTOMER","KeySpec":"SYMMETRIC_DEFAULT","MultiRegion":false}}`
	case "kms:GetKeyPolicy":
		return `{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::` + account +
			`:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"}`
	case "kms:GetKeyRotationStatus":
		return `{"KeyRotationEnabled":true}`
	case "kms:ListAliases":
		return `{"Aliases":[{"AliasName":"alias/k` + number + `","AliasArn":"arn:aws:kms:us-east-1:` + account + `:alias/k` + number +
			`","TargetKeyId":"` + key + `"}],"Truncated":false}`
	case "kms:ListGrants":
		return `{"Grants":[],"Truncated":false}`
	default:
		return `{"Tags":[],"Truncated":false}`
	}
}
