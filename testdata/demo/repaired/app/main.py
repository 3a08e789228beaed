import logging
import os

from fastapi import FastAPI
from pinecone.grpc import PineconeGRPC
from tenacity import before_sleep_log, retry, retry_if_exception, stop_after_attempt, wait_random_exponential

app = FastAPI()
log = logging.getLogger(__name__)
index = PineconeGRPC(api_key=os.environ["PINECONE_API_KEY"]).Index(
    host="products-a1b2c3d.svc.private.aped-4627-b74a.pinecone.io"
)


def passes(error):
    return getattr(error, "status", None) in (429, 500, 502, 503, 504)


careful = retry(
    retry=retry_if_exception(passes),
    wait=wait_random_exponential(max=30),
    stop=stop_after_attempt(5),
    before_sleep=before_sleep_log(log, logging.WARNING),
    reraise=True,
)


@app.get("/search")
@careful
def search(q: str):
    return index.query(vector=embed(q), top_k=50).to_dict()


@careful
def store(products):
    index.upsert(vectors=[(product.id, embed(product.text)) for product in products], batch_size=100)
