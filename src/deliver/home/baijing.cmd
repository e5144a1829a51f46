@echo off
rem Nothing but ASCII in this file: cmd.exe reads it in the code page of the machine.
setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0"
set "name="
if not exist "%home%current" goto partial
for /f "usebackq delims=" %%i in ("%home%current") do if not defined name set "name=%%i"
if not defined name goto partial
set "release=%home%releases\%name%"
if not exist "%release%\node.exe" goto partial
if not exist "%release%\src\cli.ts" goto partial
"%release%\node.exe" --version >nul 2>nul
if not "%errorlevel%"=="0" goto refused
set "BAIJING_HOME=%home%."
set "BAIJING_COMMAND=baijing"
set "BAIJING_RELEASE=%name%"
if not defined BAIJING_WAREHOUSE set "BAIJING_WAREHOUSE=%home%warehouse"
if "%~1"=="" goto open
if "%~1"=="--help" goto run
set "first=%~1"
if "%first:~0,2%"=="--" goto options
:run
"%release%\node.exe" "%release%\src\cli.ts" %*
exit /b %errorlevel%

:options
"%release%\node.exe" "%release%\src\cli.ts" start --as-of 2026-06-30 %*
exit /b %errorlevel%

:open
title Baijing
set "BAIJING_OPEN=1"
"%release%\node.exe" "%release%\src\cli.ts" start --as-of 2026-06-30
set "code=%errorlevel%"
if not "%code%"=="0" pause
exit /b %code%

:partial
echo Baijing cannot be opened: files are missing beside "%~f0".
echo Extract the whole archive first, then open baijing.cmd in the extracted folder.
goto told

:refused
echo Baijing cannot be opened: Windows did not run "%release%\node.exe".
echo It needs 64-bit Windows 10, Server 2016 or newer.

:told
if exist "%home%help.txt" start "" notepad "%home%help.txt"
pause
exit /b 1
