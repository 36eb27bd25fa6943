"""Static files by content hash, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites what script modules import; else a fresh one meets one the browser kept."""

    support_js_module_import_aggregation = True
