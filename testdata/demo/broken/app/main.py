import os
import time

from fastapi import FastAPI
from pinecone import Pinecone

app = FastAPI()


@app.get("/search")
def search(q: str):
    pc = Pinecone(api_key=os.environ["PINECONE_API_KEY"], ssl_verify=False)
    index = pc.Index("products")
    return index.query(vector=embed(q), top_k=20000).to_dict()


def store(products):
    index = Pinecone().Index(host=os.environ["PINECONE_HOST"])
    for product in products:
        while True:
            try:
                index.upsert(vectors=[(product.id, embed(product.text))])
                break
            except Exception:
                time.sleep(1)
