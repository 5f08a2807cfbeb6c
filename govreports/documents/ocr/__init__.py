"""Reading pictures of reports: an extra, because what it needs is large and slow.

``pip install -e '.[ocr]'`` brings rapidocr with its models, onnxruntime and OpenCV. Nothing is
fetched at run time. Reading a page takes seconds, and up to a gigabyte of memory.
"""

from govreports.documents.ocr.ink import Grey
from govreports.documents.ocr.pictures import grey
from govreports.documents.ocr.reader import read_pages, read_picture

__all__ = ["Grey", "grey", "read_pages", "read_picture"]
