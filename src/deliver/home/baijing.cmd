@echo off
setlocal
set "home=%~dp0"
set /p name=<"%home%current"
set "release=%home%releases\%name%"
set "BAIJING_HOME=%home%."
set "BAIJING_COMMAND=baijing"
if not defined BAIJING_WAREHOUSE set "BAIJING_WAREHOUSE=%home%warehouse"
if "%~1"=="" (
  "%release%\node.exe" "%release%\src\cli.ts" start --as-of 2026-06-30
) else (
  "%release%\node.exe" "%release%\src\cli.ts" %*
)
